#ifndef ALPACO_MESSAGE_H
#define ALPACO_MESSAGE_H

#include "supervisor.h"

#define STRINGS_MAX 4096

struct message {
  char bytes[MESSAGE_MAX + 1];
  size_t length;
  int fds[4];
  int fd_count;
  char *pointers[STRINGS_MAX];
};

/* False once the engine is gone. */
bool message_receive(struct message *message);

/* Points `job` into `message`; false if a count or a string does not fit. */
bool message_to_job(struct message *message, struct job *job);

void message_close_fds(struct message *message);

#endif
