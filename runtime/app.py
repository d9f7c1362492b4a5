"""Every entry into the service: HTTP routes, WebSocket handlers, Lambda functions. Each body is one line.

Packaging imports this file, so nothing happens at import: no client, no environment, no secret.
WebSocket handlers stand here because Chalice packages those of a Blueprint wrongly. Functions that queues,
schedules and rules invoke are plain Lambda functions: the stack, which knows the queues, wires them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from chalice.app import Chalice, Request, Response, WebsocketEvent
from chalicelib import lazy
from chalicelib.api import access, http, tracing
from chalicelib.bootstrap import services

if TYPE_CHECKING:
    from chalicelib.api import generations, grading, problems, runs, websocket, workflow
else:
    # Each entry uses one or two of them.
    _names = ("generations", "grading", "problems", "runs", "websocket", "workflow")
    generations, grading, problems, runs, websocket, workflow = (
        lazy.module(f"chalicelib.api.{name}") for name in _names
    )


app = Chalice(app_name="alpaco", configure_logs=False)
app.experimental_feature_flags.update(["WEBSOCKETS"])
app.api.cors = http.cors()


def request() -> Request:
    return cast("Request", app.current_request)


@app.middleware("http")
def trace_request(event: Request, get_response: Any) -> Response:
    return tracing.request(event, get_response)


@app.middleware("pure_lambda")
def trace_function(event: Any, get_response: Any) -> Any:
    return tracing.function(event.event, lambda: get_response(event))


@app.middleware("http")
def problem_details(event: Request, get_response: Any) -> Response:
    return http.with_problem_details(event, get_response)


@app.middleware("http")
def identity(event: Request, get_response: Any) -> Response:
    return access.guarded(event, get_response, lambda: services())


@app.route("/health", methods=["GET"])
def get_health() -> Response:
    return http.health()


@app.route("/openapi.json", methods=["GET"])
def get_openapi() -> Response:
    return http.openapi()


@app.route("/languages", methods=["GET"])
def get_languages() -> Response:
    return problems.languages(services())


@app.route("/problems", methods=["GET"])
def list_problems() -> Response:
    return problems.listing(request(), services())


@app.route("/problems", methods=["POST"])
def start_upload() -> Response:
    return problems.start_upload(request(), services())


@app.route("/problems/{problem_id}", methods=["GET"])
def get_problem(problem_id: str) -> Response:
    return problems.show(request(), services(), problem_id)


@app.route("/problems/{problem_id}", methods=["PUT"])
def put_problem(problem_id: str) -> Response:
    return problems.import_package(request(), services(), problem_id)


@app.route("/problems/{problem_id}", methods=["DELETE"])
def delete_problem(problem_id: str) -> Response:
    return problems.withdraw(request(), services(), problem_id)


@app.route("/problems/{problem_id}/package", methods=["GET"])
def get_package(problem_id: str) -> Response:
    return problems.export(request(), services(), problem_id)


@app.route("/problems/{problem_id}/report", methods=["GET"])
def get_problem_report(problem_id: str) -> Response:
    return problems.report(request(), services(), problem_id)


@app.route("/problems/{problem_id}/grade", methods=["POST"])
def grade_problem(problem_id: str) -> Response:
    return grading.submit(request(), services(), problem_id)


@app.route("/grade", methods=["POST"])
def grade() -> Response:
    return grading.submit(request(), services())


@app.route("/submissions", methods=["GET"])
def list_submissions() -> Response:
    return grading.listing(request(), services())


@app.route("/submissions", methods=["POST"])
def submit_all() -> Response:
    return grading.submit_all(request(), services())


@app.route("/submissions/{submission_id}", methods=["GET"])
def get_submission(submission_id: str) -> Response:
    return grading.show(request(), services(), submission_id)


@app.route("/submissions/{submission_id}/rejudge", methods=["POST"])
def rejudge(submission_id: str) -> Response:
    return grading.rejudge(request(), services(), submission_id)


@app.route("/problems/{problem_id}/rejudge", methods=["POST"])
def rejudge_problem(problem_id: str) -> Response:
    return grading.rejudge_problem(request(), services(), problem_id)


@app.route("/runs", methods=["POST"])
def start_run() -> Response:
    return runs.start(request(), services())


@app.route("/runs/{run_id}", methods=["GET"])
def get_run(run_id: str) -> Response:
    return runs.show(request(), services(), run_id)


@app.route("/generations", methods=["POST"])
def start_generation() -> Response:
    return generations.start(request(), services())


@app.route("/generations/{job_id}", methods=["GET"])
def get_generation(job_id: str) -> Response:
    return generations.show(request(), services(), job_id)


@app.route("/generations/{job_id}/cancel", methods=["POST"])
def cancel_generation(job_id: str) -> Response:
    return generations.cancel(request(), services(), job_id)


@app.route("/generations/{job_id}/choose", methods=["POST"])
def choose_near_problem(job_id: str) -> Response:
    return generations.choose(request(), services(), job_id)


@app.route("/generations/{job_id}/regenerate", methods=["POST"])
def regenerate(job_id: str) -> Response:
    return generations.regenerate(request(), services(), job_id)


@app.route("/generations/{job_id}/keep", methods=["POST"])
def keep_draft(job_id: str) -> Response:
    return generations.keep(request(), services(), job_id)


@app.route("/generations/{job_id}/discard", methods=["POST"])
def discard_draft(job_id: str) -> Response:
    return generations.discard(request(), services(), job_id)


@app.route("/generations/{job_id}/report", methods=["GET"])
def get_generation_report(job_id: str) -> Response:
    return generations.report(request(), services(), job_id)


@app.route("/generations/{job_id}/artefacts/{stage}", methods=["GET"])
def get_artefact(job_id: str, stage: str) -> Response:
    return generations.artefact(request(), services(), job_id, stage)


@app.route("/generations/{job_id}/artefacts/{stage}/{program}", methods=["GET"])
def get_program(job_id: str, stage: str, program: str) -> Response:
    return generations.artefact(request(), services(), job_id, f"{stage}/{program}")


@app.route("/tickets", methods=["POST"])
def buy_ticket() -> Response:
    return access.ticket(request(), services())


@app.route("/webhook-secret", methods=["POST"])
def renew_webhook_secret() -> Response:
    return access.webhook_secret(request(), services())


@app.on_ws_connect()
def ws_connect(event: WebsocketEvent) -> Any:
    return websocket.connect(event.connection_id, event.to_dict(), services())


@app.on_ws_message()
def ws_message(event: WebsocketEvent) -> Any:
    return websocket.message(event.connection_id, event.body, services())


@app.on_ws_disconnect()
def ws_disconnect(event: WebsocketEvent) -> Any:
    return websocket.disconnect(event.connection_id, services())


@app.lambda_function()
def load_problem(event: Any, _context: Any) -> Any:
    return workflow.load_problem(event, services())


@app.lambda_function()
def freeze_tests(event: Any, _context: Any) -> Any:
    return workflow.freeze_tests(event, services())


@app.lambda_function()
def record_verdict(event: Any, _context: Any) -> Any:
    return workflow.record_verdict(event, services())


@app.lambda_function()
def mark_judge_error(event: Any, _context: Any) -> Any:
    return workflow.mark_judge_error(event, services())


@app.lambda_function()
def reaper(_event: Any, _context: Any) -> Any:
    return workflow.reap(services())


@app.lambda_function()
def dead_letter(event: Any, _context: Any) -> Any:
    return workflow.dead_letter(event, services())


@app.lambda_function()
def task_stopped(event: Any, _context: Any) -> Any:
    return workflow.task_stopped(event, services())


@app.lambda_function()
def deliver_webhook(event: Any, _context: Any) -> Any:
    return workflow.deliver_webhook(event, services())


@app.lambda_function()
def progress(event: Any, _context: Any) -> Any:
    return generations.progress(event, services())


@app.lambda_function()
def generation_stage(event: Any, _context: Any) -> Any:
    return generations.run_stage(event, services())


@app.lambda_function()
def assemble_package(event: Any, _context: Any) -> Any:
    return generations.assemble(event, services())


@app.lambda_function()
def decide_repair(event: Any, _context: Any) -> Any:
    return generations.decide(event, services())


@app.lambda_function()
def store_problem(event: Any, _context: Any) -> Any:
    return generations.store(event, services())


@app.lambda_function()
def mark_generation_failed(event: Any, _context: Any) -> Any:
    return generations.fail(event, services())
