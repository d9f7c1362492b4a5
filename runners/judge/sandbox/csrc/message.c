/* Reading the engine's messages. The engine is trusted, its counts are checked all the same. */
#include "message.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static void take_fds(struct message *message, struct msghdr *header) {
  message->fd_count = 0;
  for (struct cmsghdr *control = CMSG_FIRSTHDR(header); control; control = CMSG_NXTHDR(header, control)) {
    if (control->cmsg_level != SOL_SOCKET || control->cmsg_type != SCM_RIGHTS) continue;
    message->fd_count = (int)((control->cmsg_len - CMSG_LEN(0)) / sizeof(int));
    memcpy(message->fds, CMSG_DATA(control), (size_t)message->fd_count * sizeof(int));
  }
}

bool message_receive(struct message *message) {
  char control[CMSG_SPACE(sizeof message->fds)] __attribute__((aligned(8)));
  struct iovec part = {.iov_base = message->bytes, .iov_len = MESSAGE_MAX};
  struct msghdr header = {.msg_iov = &part, .msg_iovlen = 1, .msg_control = control, .msg_controllen = sizeof control};
  ssize_t length;
  do {
    length = recvmsg(CONTROL_FD, &header, MSG_CMSG_CLOEXEC);
  } while (length < 0 && errno == EINTR);
  if (length < (ssize_t)sizeof(uint32_t)) return false;
  message->length = (size_t)length;
  message->bytes[length] = 0;
  take_fds(message, &header);
  return true;
}

static char **take_strings(struct message *message, char **cursor, uint32_t count, size_t *used) {
  char **first = &message->pointers[*used];
  if (*used + count + 1 > STRINGS_MAX) return NULL;
  for (uint32_t i = 0; i < count; i++) {
    if (*cursor >= message->bytes + message->length) return NULL;
    message->pointers[(*used)++] = *cursor;
    *cursor += strlen(*cursor) + 1;
  }
  message->pointers[(*used)++] = NULL;
  return first;
}

bool message_to_job(struct message *message, struct job *job) {
  memset(job, 0, sizeof *job);
  if (message->length < sizeof job->request || message->fd_count < 1) return false;
  memcpy(&job->request, message->bytes, sizeof job->request);
  job->raw = message->fd_count > 1;
  for (int i = 0; i < 3; i++) job->fds[i] = i < message->fd_count ? message->fds[i] : -1;
  char *cursor = message->bytes + sizeof job->request;
  size_t used = 0;
  char **places = take_strings(message, &cursor, 2, &used);
  if (!places || job->request.argc < 1 || job->request.filter >= FILTERS_MAX) return false;
  job->directory = places[0];
  job->program = places[1];
  job->arguments = take_strings(message, &cursor, job->request.argc, &used);
  job->environment = job->arguments ? take_strings(message, &cursor, job->request.envc, &used) : NULL;
  return job->environment != NULL;
}

void message_close_fds(struct message *message) {
  for (int i = 0; i < message->fd_count; i++) close(message->fds[i]);
  message->fd_count = 0;
}
