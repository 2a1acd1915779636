# SPDX-License-Identifier: GPL-2.0-or-later
"""Run Tanheng's algorithms from this checkout without a desktop and without installing the plugin.

    /usr/bin/python3 tools/headless.py list
    /usr/bin/python3 tools/headless.py help tanheng:assess
    /usr/bin/python3 tools/headless.py run tanheng:assess STUDY=study.json OUTPUT_FOLDER=out

Values are texts, as `qgis_process` passes them. Works in a throw-away profile; ends 0 where all went well.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import sys
import tempfile
import time
from typing import Any

import package_root


def parse_values(pairs: list[str]) -> dict[str, Any]:
    """`KEY=VALUE` texts as a dictionary; a key given twice becomes a list."""
    values: dict[str, Any] = {}
    for pair in pairs:
        key, sign, value = pair.partition("=")
        if not sign or not key:
            raise SystemExit(f"headless.py: write KEY=VALUE, not {pair!r}")
        if key in values:
            earlier = values[key] if isinstance(values[key], list) else [values[key]]
            values[key] = [*earlier, value]
        else:
            values[key] = value
    return values


# The application and the plugin, which must outlive everything that QGIS made.
_alive: list[Any] = []


def start_qgis(locale: str, profile: str) -> None:
    """Start QGIS without a window and put the plugin's provider into its registry."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["QGIS_CUSTOM_CONFIG_PATH"] = profile
    if not os.environ.get("XDG_RUNTIME_DIR"):
        os.environ["XDG_RUNTIME_DIR"] = profile
    from qgis.core import QgsApplication
    from qgis.PyQt.QtCore import QLocale

    if locale:
        QLocale.setDefault(QLocale(locale))
    application = QgsApplication([], False)
    application.initQgis()
    plugin = package_root.register().classFactory(None)
    plugin.initProcessing()
    _alive.extend((application, plugin))


def make_feedback() -> Any:
    """Feedback that prints: information to stdout, warnings and errors to stderr."""
    from qgis.core import QgsProcessingFeedback

    class PrintingFeedback(QgsProcessingFeedback):
        def pushInfo(self, info: str) -> None:
            print(info, flush=True)

        def setProgressText(self, text: str) -> None:
            print(text, flush=True)

        def pushConsoleInfo(self, info: str) -> None:
            print(info, flush=True)

        def pushWarning(self, warning: str) -> None:
            print(warning, file=sys.stderr, flush=True)

        def reportError(self, error: str, fatalError: bool = False) -> None:
            print(error, file=sys.stderr, flush=True)

    feedback = PrintingFeedback(False)
    signal.signal(signal.SIGINT, lambda *_: feedback.cancel())
    return feedback


def find_algorithm(algorithm_id: str) -> Any:
    """A fresh instance of an algorithm, or the end of the program with a message."""
    from qgis.core import QgsApplication

    algorithm = QgsApplication.processingRegistry().createAlgorithmById(algorithm_id)
    if algorithm is None:
        raise SystemExit(f"headless.py: there is no algorithm {algorithm_id}; see `headless.py list`")
    return algorithm


def run(algorithm_id: str, values: dict[str, Any]) -> int:
    """Check the parameters, run, print results and seconds."""
    from qgis.core import QgsProcessingContext, QgsProcessingException, QgsProject

    algorithm = find_algorithm(algorithm_id)
    unknown = sorted(set(values) - {p.name() for p in algorithm.parameterDefinitions()})
    if unknown:
        print(f"{algorithm_id} has no parameter {', '.join(unknown)}", file=sys.stderr)
        return 1
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    feedback = make_feedback()
    context.setFeedback(feedback)
    possible, message = algorithm.canExecute()
    if possible:
        possible, message = algorithm.checkParameterValues(values, context)
    if not possible:
        print(message, file=sys.stderr)
        return 1
    began = time.monotonic()
    try:
        results, fine = algorithm.run(values, context, feedback)
    except QgsProcessingException as problem:
        print(problem, file=sys.stderr)
        return 1
    for key in sorted(results):
        print(f"{key}: {results[key]}")
    print(f"{algorithm_id}: {time.monotonic() - began:.1f} s")
    return 0 if fine and not feedback.isCanceled() else 1


def show_list() -> int:
    """Print the algorithms of the provider."""
    from qgis.core import QgsApplication

    for algorithm in QgsApplication.processingRegistry().providerById("tanheng").algorithms():
        print(f"{algorithm.id()}\t{algorithm.displayName()}")
    return 0


def show_help(algorithm_id: str) -> int:
    """Print help, parameters and outputs of one algorithm."""
    algorithm = find_algorithm(algorithm_id)
    print(f"{algorithm.displayName()}\n\n{algorithm.shortHelpString()}\n")
    for parameter in algorithm.parameterDefinitions():
        print(
            f"{parameter.name()} ({parameter.type()}): {parameter.description()} {parameter.help()}".rstrip()
        )
    for output in algorithm.outputDefinitions():
        print(f"-> {output.name()} ({output.type()}): {output.description()}")
    return 0


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument(
        "--locale", default="", help="language of messages, e.g. zh_CN (default: the system's)"
    )
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("list")
    commands.add_parser("help").add_argument("algorithm")
    running = commands.add_parser("run")
    running.add_argument("algorithm")
    running.add_argument("values", nargs="*", metavar="KEY=VALUE")
    arguments = parser.parse_args()

    profile = tempfile.mkdtemp(prefix="tanheng-profile-")
    try:
        start_qgis(arguments.locale, profile)
        if arguments.command == "list":
            return show_list()
        if arguments.command == "help":
            return show_help(arguments.algorithm)
        return run(arguments.algorithm, parse_values(arguments.values))
    finally:
        shutil.rmtree(profile, ignore_errors=True)


if __name__ == "__main__":
    try:
        code = main()
    except SystemExit as end:
        if isinstance(end.code, str):
            print(end.code, file=sys.stderr)
        code = end.code if isinstance(end.code, int) else 1
    except BaseException:
        import traceback

        traceback.print_exc()
        code = 1
    sys.stdout.flush()
    sys.stderr.flush()
    # QGIS crashes in its own tear-down while Python still holds layers; everything is written by now.
    os._exit(code)
