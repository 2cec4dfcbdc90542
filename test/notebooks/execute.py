"""Executes notebooks, each in a fresh kernel and in its own folder: execute.py FOLDER NOTEBOOK... (written back where they are)."""

import sys
from queue import Empty

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionComplete, CellExecutionError
from nbclient.util import ensure_async


class PatientClient(NotebookClient):
    """Deno may send a cell's last output after it has said that it is idle, where nbclient stops reading; this one reads on until it is quiet."""

    quiet_seconds = 0.5

    async def _async_poll_output_msg(self, parent_msg_id, cell, cell_index):
        timeout = None
        while True:
            try:
                message = await ensure_async(self.kc.iopub_channel.get_msg(timeout=timeout))
            except Empty:
                return
            if message["parent_header"].get("msg_id") != parent_msg_id:
                continue
            try:
                self.process_message(message, cell, cell_index)
            except CellExecutionComplete:
                timeout = self.quiet_seconds


def main(folder, paths):
    for path in paths:
        notebook = nbformat.read(path, as_version=4)
        resources = {"metadata": {"path": folder}}
        client = PatientClient(notebook, resources=resources, kernel_name="deno", timeout=300, iopub_timeout=60, record_timing=False)
        try:
            client.execute()
        except CellExecutionError as error:
            sys.exit(f"{path}: {error}")
        nbformat.write(notebook, path)


main(sys.argv[1], sys.argv[2:])
