/* The Python fork server: started once for a slot, asked for one confined child per run. */
#include "supervisor.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "message.h"

#define PATIENCE_MS 10000

/* One message as a string, or false if none comes in time: the server does nothing that takes long. */
static bool hear(int fd, char *buffer, size_t room) {
  struct pollfd wanted = {.fd = fd, .events = POLLIN};
  int ready;
  do {
    ready = poll(&wanted, 1, PATIENCE_MS);
  } while (ready < 0 && errno == EINTR);
  ssize_t length = ready == 1 ? recv(fd, buffer, room - 1, MSG_DONTWAIT) : -1;
  if (length <= 0) return false;
  buffer[length] = 0;
  return true;
}

/* Its output goes where nobody reads, but into pipes, so that its streams are set up as a run's are. */
static void launch(const struct slot *slot, struct job job, int channel) {
  int out[2], error[2];
  struct persona persona = {slot->identity.server_uid, job.request.gid, !slot->identity.one_uid};
  if (pipe2(out, O_CLOEXEC) || pipe2(error, O_CLOEXEC)) _exit(127);
  job.fds[1] = out[1];
  job.fds[2] = error[1];
  job.channel = channel;
  become_program(slot, &job, &persona);
}

bool server_start(struct slot *slot, const struct job *job, struct reply *reply) {
  int channel[2];
  char ready[16];
  server_stop(slot);
  if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, channel)) return false;
  int room = 2 * MESSAGE_MAX;
  setsockopt(channel[0], SOL_SOCKET, SO_SNDBUF, &room, sizeof room);
  start_error->number = 0;
  slot->server = fork();
  if (slot->server == 0) launch(slot, *job, channel[1]);
  close(channel[1]);
  slot->server_fd = channel[0];
  if (slot->server > 0 && hear(slot->server_fd, ready, sizeof ready)) return true;
  snprintf(reply->detail, sizeof reply->detail, "fork server: %.60s",
           start_error->number ? (const char *)start_error->step : "it does not start");
  server_stop(slot);
  return false;
}

static size_t add_string(char *buffer, size_t used, const char *text) {
  size_t size = strlen(text) + 1;
  if (used + size > MESSAGE_MAX) return used;
  memcpy(buffer + used, text, size);
  return used + size;
}

static size_t compose(const struct slot *slot, const struct job *job, char *buffer) {
  const struct run_request *request = &job->request;
  struct server_request head = {
      .gid = request->gid,
      .uid = slot->identity.one_uid ? 0 : slot->identity.slot_uid,
      .argc = request->argc,
      .cpu_s = last_resort_cpu_s(request),
      .file_bytes = request->file_bytes,
      .stack_bytes = request->stack_bytes,
      .processes = request->processes,
      .open_files = request->open_files,
  };
  memcpy(buffer, &head, sizeof head);
  size_t used = add_string(buffer, sizeof head, job->directory);
  for (char **text = job->arguments; *text; text++) used = add_string(buffer, used, *text);
  for (char **text = job->environment; *text; text++) used = add_string(buffer, used, *text);
  return used;
}

static bool ask(int fd, char *bytes, size_t size, const int *fds) {
  char control[CMSG_SPACE(3 * sizeof(int))] __attribute__((aligned(8))) = {0};
  struct iovec part = {.iov_base = bytes, .iov_len = size};
  struct msghdr header = {.msg_iov = &part, .msg_iovlen = 1, .msg_control = control, .msg_controllen = sizeof control};
  struct cmsghdr *first = CMSG_FIRSTHDR(&header);
  first->cmsg_level = SOL_SOCKET;
  first->cmsg_type = SCM_RIGHTS;
  first->cmsg_len = CMSG_LEN(3 * sizeof(int));
  memcpy(CMSG_DATA(first), fds, 3 * sizeof(int));
  return sendmsg(fd, &header, MSG_NOSIGNAL) == (ssize_t)size;
}

static bool is_our_child(pid_t pid) {
  siginfo_t info;
  return pid > 0 && waitid(P_PID, (id_t)pid, &info, WEXITED | WNOHANG | WNOWAIT) == 0;
}

pid_t server_fork(struct slot *slot, const struct job *job) {
  static char buffer[MESSAGE_MAX];
  char answer[24];
  errno = ESRCH;
  if (slot->server <= 0) return -1;
  size_t size = compose(slot, job, buffer);
  if (ask(slot->server_fd, buffer, size, job->fds) && hear(slot->server_fd, answer, sizeof answer)) {
    pid_t pid = (pid_t)strtol(answer, NULL, 10);
    if (is_our_child(pid)) return pid;
  }
  server_stop(slot);
  errno = ESRCH;
  return -1;
}

void server_stop(struct slot *slot) {
  if (slot->server > 0) {
    kill(slot->server, SIGKILL);
    while (waitpid(slot->server, NULL, __WALL) < 0 && errno == EINTR) {}
  }
  if (slot->server_fd >= 0) close(slot->server_fd);
  slot->server = 0;
  slot->server_fd = -1;
}
