"""The contract between the service and its runners: verdicts, jobs, results, progress.

Standard library only: this is the one package that both sides import. Jobs, results and progress messages travel
as JSON; `to_json` makes it, the `*_from_json` functions parse it and raise `ProtocolError` naming the field.
"""

from chalicelib.protocol.answers import ANSWERS, read_answers
from chalicelib.protocol.messages import (
    SCHEMA_VERSION,
    CompileReport,
    Job,
    JobKind,
    JobLimits,
    ObjectRef,
    Progress,
    ProgressMessage,
    Result,
    RunReport,
    sha256_hex,
    to_json,
)
from chalicelib.protocol.parsing import (
    job_from_json,
    object_ref_from_json,
    progress_from_json,
    result_from_json,
    run_report_from_json,
)
from chalicelib.protocol.reading import ProtocolError
from chalicelib.protocol.verdicts import Verdict
from chalicelib.protocol.zips import members

__all__ = [
    "ANSWERS",
    "SCHEMA_VERSION",
    "CompileReport",
    "Job",
    "JobKind",
    "JobLimits",
    "ObjectRef",
    "Progress",
    "ProgressMessage",
    "ProtocolError",
    "Result",
    "RunReport",
    "Verdict",
    "job_from_json",
    "members",
    "object_ref_from_json",
    "progress_from_json",
    "read_answers",
    "result_from_json",
    "run_report_from_json",
    "sha256_hex",
    "to_json",
]
