/* One run from start to clean end: start, watch the limits, collect the output, measure. */
#include "supervisor.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "measure.h"

#define NONE (-1)
#define FIRST_LOOK_NS 2000000ULL
#define LOOK_EVERY_NS 5000000ULL
#define WALK_EVERY_NS 50000000ULL
#define FILES_IN_SUM 4

struct run {
  struct slot *slot;
  const struct job *job;
  struct reply *reply;
  struct pipes pipes;
  pid_t main;
  bool ended;
  int wait_status;
  int verdict;           /* NONE, or the status for which the run was stopped */
  uint64_t started_ns, next_look_ns, look_ns, next_walk_ns;
  uint64_t reaped_cpu_ns;
  struct rusage reaped;
  struct measure measure;
};

uint64_t now_ns(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (uint64_t)now.tv_sec * 1000000000 + (uint64_t)now.tv_nsec;
}

static void describe(struct reply *reply, const char *step, int number) {
  snprintf(reply->detail, sizeof reply->detail, "%.50s: %.40s", step, strerror(number));
}

static bool grow(struct capture *capture, size_t wanted) {
  if (capture->size >= wanted) return true;
  if (ftruncate(capture->fd, (off_t)wanted)) return false;
  if (capture->map) munmap(capture->map, capture->size);
  capture->map = mmap(NULL, wanted, PROT_READ | PROT_WRITE, MAP_SHARED, capture->fd, 0);
  if (capture->map == MAP_FAILED) capture->map = NULL;
  capture->size = capture->map ? wanted : 0;
  return capture->map != NULL;
}

/* Whose pipe it is may open it again by its name in /proc or /dev. */
static void hand_over_pipes(const struct run *run) {
  const struct hello *who = &run->slot->identity;
  if (who->one_uid) return;
  int ignored = run->job->raw ? 0 : fchown(run->pipes.out_write, who->slot_uid, (gid_t)-1);
  ignored |= fchown(run->pipes.error_write, who->slot_uid, (gid_t)-1);
  (void)ignored;
}

static void close_quietly(int *fd) {
  if (*fd >= 0) close(*fd);
  *fd = -1;
}

static bool open_pipe(struct capture *capture, uint64_t limit, int *read_end, int *write_end) {
  int ends[2];
  if (!grow(capture, limit + 1) || pipe2(ends, O_CLOEXEC)) return false;
  fcntl(ends[0], F_SETFL, O_NONBLOCK);
  *read_end = ends[0];
  *write_end = ends[1];
  return true;
}

static bool open_pipes(struct run *run) {
  const struct run_request *request = &run->job->request;
  struct pipes *pipes = &run->pipes;
  *pipes = (struct pipes){-1, -1, -1, -1};
  if (!run->job->raw && !open_pipe(&run->slot->output, request->output_bytes, &pipes->out_read, &pipes->out_write))
    return false;
  if (!open_pipe(&run->slot->error, request->error_bytes, &pipes->error_read, &pipes->error_write))
    return close_quietly(&pipes->out_read), close_quietly(&pipes->out_write), false;
  hand_over_pipes(run);
  return true;
}

static bool start(struct run *run) {
  struct job job = *run->job;
  if (!job.raw) job.fds[1] = run->pipes.out_write;
  job.fds[2] = run->pipes.error_write;
  start_error->number = 0;
  if (job.request.flags & FLAG_FORK_SERVER) {
    run->main = server_fork(run->slot, &job);
  } else if (launcher_suits(run->slot, &job)) {
    run->main = launcher_fork(run->slot, &job);
    run->reply->surprise = run->main < 0;
  } else {
    struct persona persona = {run->slot->identity.slot_uid, job.request.gid, false};
    run->main = fork();
    if (run->main == 0) become_program(run->slot, &job, &persona);
  }
  if (run->main < 0)
    describe(run->reply, job.request.flags & FLAG_FORK_SERVER ? "fork server" : "starting a process", errno);
  close_quietly(&run->pipes.out_write);
  close_quietly(&run->pipes.error_write);
  return run->main > 0;
}

/* Takes what is in the pipe; a byte above the limit is enough to know that it was exceeded. */
static void drain(int *fd, struct capture *capture, uint64_t limit, uint64_t *used) {
  while (*fd >= 0 && *used <= limit) {
    ssize_t got = read(*fd, capture->map + *used, limit + 1 - *used);
    if (got > 0) *used += (uint64_t)got;
    else if (got < 0 && errno == EAGAIN) return;
    else if (got == 0 || errno != EINTR) close_quietly(fd);
  }
}

/* What a program says on stderr beyond the limit is thrown away: chatter is no offence. A little at a time, for it may
 * come faster than it can be read, and the limits have to be looked at in between. */
static void discard(int *fd) {
  char waste[16384];
  for (int turn = 0; turn < 64 && *fd >= 0; turn++) {
    ssize_t got = read(*fd, waste, sizeof waste);
    if (got == 0) close_quietly(fd);
    if (got <= 0) return;
  }
}

static void drain_both(struct run *run) {
  const struct run_request *request = &run->job->request;
  struct reply *reply = run->reply;
  drain(&run->pipes.out_read, &run->slot->output, request->output_bytes, &reply->output_bytes);
  drain(&run->pipes.error_read, &run->slot->error, request->error_bytes, &reply->error_bytes);
  if (reply->error_bytes > request->error_bytes) discard(&run->pipes.error_read);
  if (reply->output_bytes > request->output_bytes && run->verdict == NONE) run->verdict = STATUS_OUTPUT;
}

static void reap(struct run *run) {
  struct rusage usage;
  int status;
  pid_t pid;
  while ((pid = wait4(-1, &status, WNOHANG | __WALL, &usage)) > 0) {
    if (forget_lasting(run->slot, pid)) {
      run->reply->surprise = 1;
      continue;
    }
    run->reaped_cpu_ns += usage_cpu_ns(&usage);
    if (usage.ru_maxrss > run->reaped.ru_maxrss) run->reaped.ru_maxrss = usage.ru_maxrss;
    if (pid != run->main) continue;
    run->ended = true;
    run->wait_status = status;
    run->reply->ended_ns = now_ns();
  }
}

static uint64_t hard_cpu_ns(const struct run_request *request) {
  return request->cpu_ns + request->cpu_ns / 10 + 50000000; /* so that the engine can repeat a close call alone */
}

/* Files are limited one by one by the kernel; their sum is looked at here, less often, for it takes a walk. */
static bool wrote_too_much(struct run *run, uint64_t now) {
  if (!(run->job->request.flags & FLAG_WRITES) || now < run->next_walk_ns) return false;
  run->next_walk_ns = now + WALK_EVERY_NS;
  return disk_bytes(run->job->directory) > run->job->request.file_bytes * FILES_IN_SUM;
}

static void look(struct run *run, uint64_t now) {
  const struct run_request *request = &run->job->request;
  measure_take(&run->measure, run->slot, request->memory_bytes);
  uint64_t live_cpu_ns = run->measure.live_cpu_ns + run->reaped_cpu_ns;
  if (run->measure.seen_cpu_ns > live_cpu_ns) live_cpu_ns = run->measure.seen_cpu_ns;
  if (run->measure.peak_bytes > request->memory_bytes) run->verdict = STATUS_MEMORY;
  else if (live_cpu_ns > hard_cpu_ns(request)) run->verdict = STATUS_CPU;
  else if (wrote_too_much(run, now)) run->verdict = STATUS_OUTPUT;
  run->look_ns = run->look_ns * 2 > LOOK_EVERY_NS ? LOOK_EVERY_NS : run->look_ns * 2;
  run->next_look_ns = now + run->look_ns;
}

static void check_limits(struct run *run) {
  uint64_t now = now_ns();
  if (run->verdict == NONE && now - run->started_ns > run->job->request.wall_ns) run->verdict = STATUS_WALL;
  if (run->verdict == NONE && now >= run->next_look_ns) look(run, now);
}

/* The engine speaks during a run only to stop it; if it is gone, so is the reason for the run. */
static void listen_to_engine(struct run *run) {
  uint32_t operation = 0;
  ssize_t got = recv(CONTROL_FD, &operation, sizeof operation, MSG_DONTWAIT);
  if (got < 0 && (errno == EAGAIN || errno == EINTR)) return;
  run->verdict = STATUS_WALL;
  strcpy(run->reply->detail, "stopped by the engine");
}

static void wait_for_news(struct run *run) {
  struct pollfd fds[3] = {
      {.fd = run->pipes.out_read, .events = POLLIN},
      {.fd = run->pipes.error_read, .events = POLLIN},
      {.fd = CONTROL_FD, .events = POLLIN},
  };
  uint64_t now = now_ns(), until = run->next_look_ns > now ? run->next_look_ns - now : 0;
  struct timespec timeout = {.tv_sec = (time_t)(until / 1000000000), .tv_nsec = (long)(until % 1000000000)};
  sigset_t open_mask;
  sigemptyset(&open_mask);
  if (ppoll(fds, 3, &timeout, &open_mask) > 0 && fds[2].revents) listen_to_engine(run);
}

static void watch(struct run *run) {
  while (!run->ended && run->verdict == NONE) {
    wait_for_news(run);
    drain_both(run);
    reap(run);
    if (!run->ended) check_limits(run);
  }
}

static void finish_everything(struct run *run) {
  while (!run->ended) { /* stopped for a limit: the main process is first among those to be ended */
    kill(run->main, SIGKILL);
    struct rusage usage;
    int status;
    if (wait4(run->main, &status, __WALL, &usage) != run->main) continue;
    run->reaped_cpu_ns += usage_cpu_ns(&usage);
    if (usage.ru_maxrss > run->reaped.ru_maxrss) run->reaped.ru_maxrss = usage.ru_maxrss;
    run->ended = true;
    run->wait_status = status;
    run->reply->ended_ns = now_ns();
  }
  if (!end_everything(run->slot, &run->reaped, &run->reaped_cpu_ns)) run->reply->surprise = 1;
  drain_both(run);
}

static void report_usage(struct run *run) {
  struct reply *reply = run->reply;
  uint64_t resident = (uint64_t)run->reaped.ru_maxrss * 1024;
  reply->wall_ns = reply->ended_ns - run->started_ns;
  reply->memory_bytes = resident > run->measure.peak_bytes ? resident : run->measure.peak_bytes;
  reply->cpu_ns = run->reaped_cpu_ns > run->measure.seen_cpu_ns ? run->reaped_cpu_ns : run->measure.seen_cpu_ns;
}

static int natural_status(const struct run *run) {
  const struct run_request *request = &run->job->request;
  const struct reply *reply = run->reply;
  bool refused = WIFSIGNALED(run->wait_status) && WTERMSIG(run->wait_status) == SIGSYS;
  if (reply->memory_bytes > request->memory_bytes || refused) return STATUS_MEMORY;
  if (reply->cpu_ns > request->cpu_ns) return STATUS_CPU;
  if (reply->wall_ns > request->wall_ns) return STATUS_WALL;
  return WIFSIGNALED(run->wait_status) ? STATUS_SIGNALLED : STATUS_EXITED;
}

/* The byte that told us of an excess is not part of the output. */
static void cut(uint64_t *used, uint64_t limit) {
  if (*used > limit) *used = limit;
}

static void report(struct run *run) {
  struct reply *reply = run->reply;
  report_usage(run);
  cut(&reply->output_bytes, run->job->request.output_bytes);
  cut(&reply->error_bytes, run->job->request.error_bytes);
  reply->exit_code = WIFEXITED(run->wait_status) ? WEXITSTATUS(run->wait_status) : -1;
  reply->signal = WIFSIGNALED(run->wait_status) ? WTERMSIG(run->wait_status) : 0;
  reply->status = (uint32_t)(run->verdict == NONE ? natural_status(run) : run->verdict);
  if (!start_error->number) return;
  reply->status = STATUS_FAILED;
  describe(reply, (const char *)start_error->step, start_error->number);
}

/* Of a raw run only the program may hold its ends, or its partner never sees that the program closed them. */
static void let_go_of_ends(const struct run *run) {
  if (!run->job->raw) return;
  for (int i = 0; i < 2; i++) dup3(run->pipes.error_read, run->job->fds[i], O_CLOEXEC);
}

void run_job(struct slot *slot, const struct job *job, struct reply *reply) {
  struct run run = {.slot = slot, .job = job, .reply = reply, .verdict = NONE, .look_ns = FIRST_LOOK_NS};
  run.started_ns = now_ns();
  run.next_look_ns = run.started_ns + FIRST_LOOK_NS;
  if (!open_pipes(&run)) return describe(reply, "pipes", errno);
  if (start(&run)) {
    let_go_of_ends(&run);
    watch(&run);
    finish_everything(&run);
    report(&run);
  }
  close_quietly(&run.pipes.out_read);
  close_quietly(&run.pipes.error_read);
}
