"""Packages on their way in and out: import, export, conversion to the newest format."""

from judge.exchange.bring import ExchangeError, ImportReport, export_package, import_package, package_folder

__all__ = ["ExchangeError", "ImportReport", "export_package", "import_package", "package_folder"]
