/* The control loop: takes messages from the engine, one at a time, until the engine goes away. */
#include "supervisor.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "message.h"
#include "namespace.h"

struct start_error *start_error;

static void answer(const struct reply *reply) {
  if (send(CONTROL_FD, reply, sizeof *reply, MSG_NOSIGNAL) < 0) _exit(1);
}

static void take_filter(struct slot *slot, const struct message *message) {
  const struct filter_message *header = (const void *)message->bytes;
  size_t size = header->count * sizeof(struct sock_filter);
  if (header->index >= FILTERS_MAX || sizeof *header + size > message->length) _exit(2);
  struct sock_fprog *filter = &slot->filters[header->index];
  free(filter->filter);
  filter->len = (unsigned short)header->count;
  filter->filter = malloc(size);
  if (!filter->filter) _exit(2);
  memcpy(filter->filter, message->bytes + sizeof *header, size);
}

static void take_hello(struct slot *slot, const struct message *message) {
  memcpy(&slot->identity, message->bytes, sizeof slot->identity);
  int expected = 2 + (slot->identity.has_landlock ? 1 : 0);
  if (slot->identity.version != PROTOCOL_VERSION || message->fd_count != expected) _exit(2);
  slot->output.fd = message->fds[0];
  slot->error.fd = message->fds[1];
  slot->landlock_fd = slot->identity.has_landlock ? message->fds[2] : -1;
  kill_slot(slot); /* a supervisor before us may have been lost in the middle of a run */
  struct reply reply = {.status = STATUS_EXITED};
  answer(&reply);
}

static void take_run(struct slot *slot, struct message *message) {
  struct reply reply = {.status = STATUS_FAILED, .exit_code = -1};
  struct job job;
  if (!message_to_job(message, &job)) {
    strcpy(reply.detail, "the run request is malformed");
  } else if (slot->identity.one_uid && !attach_program(&slot->places, &job)) {
    snprintf(reply.detail, sizeof reply.detail, "showing the program: %.40s", strerror(errno));
  } else {
    run_job(slot, &job, &reply);
  }
  message_close_fds(message);
  answer(&reply);
}

static void take_server(struct slot *slot, struct message *message) {
  struct reply reply = {.status = STATUS_FAILED, .exit_code = -1};
  struct job job;
  if (message_to_job(message, &job) && server_start(slot, &job, &reply)) reply.status = STATUS_EXITED;
  message_close_fds(message);
  answer(&reply);
}

static void handle(struct slot *slot, struct message *message) {
  uint32_t operation;
  memcpy(&operation, message->bytes, sizeof operation);
  switch (operation) {
    case OP_HELLO: take_hello(slot, message); break;
    case OP_FILTER: take_filter(slot, message); break;
    case OP_RUN: take_run(slot, message); break;
    case OP_SERVER: take_server(slot, message); break;
    case OP_KILL: break; /* the run that it meant is already over */
    default: _exit(2);
  }
}

static void on_child(int signal_number) { (void)signal_number; /* only there to interrupt ppoll */ }

/* The kernel's last resort should end a program, never the engine beside it. Programs inherit this, and being larger
 * they come first. */
static void volunteer_for_oom(void) {
  int fd = open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);
  if (fd < 0) return;
  ssize_t ignored = write(fd, "1000", 4);
  (void)ignored;
  close(fd);
}

static void prepare_process(void) {
  struct sigaction child = {.sa_handler = on_child};
  sigset_t blocked;
  for (int number = 1; number < NSIG; number++) signal(number, SIG_DFL); /* an engine may ignore some */
  sigemptyset(&blocked);
  sigaddset(&blocked, SIGCHLD);
  sigaction(SIGCHLD, &child, NULL);
  sigprocmask(SIG_SETMASK, &blocked, NULL);
  signal(SIGPIPE, SIG_IGN);
  volunteer_for_oom();
  umask(022);
  setsid();
  /* Orphans of a run come to us, and nobody may trace us. */
  if (prctl(PR_SET_CHILD_SUBREAPER, 1) || prctl(PR_SET_DUMPABLE, 0)) _exit(2);
  start_error = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (start_error == MAP_FAILED) _exit(2);
}

/* The launcher reads requests where they came in. */
static struct message *shared_message(void) {
  void *place = mmap(NULL, sizeof(struct message), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (place == MAP_FAILED) _exit(2);
  return place;
}

/* Says what is missing and ends: the engine decides whether to go on without namespaces. */
static void enter_or_give_up(const struct places *places, bool as_user) {
  const char *step = "";
  if (enter_namespaces(places, as_user, &step)) return;
  struct reply reply = {.status = STATUS_FAILED};
  snprintf(reply.detail, sizeof reply.detail, "%.50s: %.40s", step, strerror(errno));
  answer(&reply);
  _exit(1);
}

/* Arguments: `none`, `root` or `user` namespaces, the sandbox's directory, the slot's directory. */
int main(int argc, char **argv) {
  static struct slot slot;
  if (argc != 4) return 2;
  close_range(CONTROL_FD + 1, ~0U, 0);
  fcntl(CONTROL_FD, F_SETFD, FD_CLOEXEC);
  slot.places = (struct places){argv[2], argv[3]};
  if (strcmp(argv[1], "none")) enter_or_give_up(&slot.places, strcmp(argv[1], "user") == 0);
  prepare_process();
  slot.server_fd = -1;
  struct message *message = shared_message();
  while (message_receive(message)) handle(&slot, message);
  struct rusage unused;
  uint64_t cpu_ns = 0;
  server_stop(&slot);
  launcher_stop(&slot);
  end_everything(&slot, &unused, &cpu_ns);
  return 0;
}
