"""A Ray cluster of two nodes on loopback, in a process of its own.

    python ray_nodes.py

Prints its address, then obeys lines of its standard input: "kill" kills the second node at once, with
all of its processes, and prints their names; the end of the input ends all.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ray.cluster_utils import Cluster

LOOPBACK: dict[str, Any] = {
    "node_ip_address": "127.0.0.1",
    "include_dashboard": False,
    "object_store_memory": 100 * 1024 * 1024,
}


def main() -> None:
    cluster = Cluster()
    try:
        cluster.add_node(num_cpus=3, **LOOPBACK)
        second = cluster.add_node(num_cpus=1, **LOOPBACK)
        print(cluster.address, flush=True)  # noqa: T201  # what the test reads
        for line in sys.stdin:
            if line.strip() == "kill":
                names = children(next(raylet(second)))
                cluster.remove_node(second, allow_graceful=False)
                print(json.dumps(names), flush=True)  # noqa: T201  # what the test reads
    finally:
        cluster.shutdown()


def raylet(node: Any) -> Iterator[int]:
    """The process that starts and watches all others of a node."""
    for info in node.all_processes["raylet"]:
        yield info.process.pid


def children(parent: int) -> list[str]:
    """What the processes that a process has started call themselves."""
    pids = Path(f"/proc/{parent}/task/{parent}/children").read_text(encoding="ascii").split()
    return [Path(f"/proc/{pid}/cmdline").read_bytes().decode().strip("\0") for pid in pids]


if __name__ == "__main__":
    main()
