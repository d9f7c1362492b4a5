/* One supervisor serves one slot: it starts, watches, measures and ends every process that runs there. */
#ifndef ALPACO_SUPERVISOR_H
#define ALPACO_SUPERVISOR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/resource.h>
#include <sys/types.h>

#include <linux/filter.h>

#include "protocol.h"

struct capture {
  int fd;           /* the memory file that the engine reads */
  char *map;
  size_t size;
};

/* The sandbox's directory and the slot's own. */
struct places {
  const char *base, *home;
};

struct slot {
  struct places places;
  struct hello identity;
  int landlock_fd;
  struct capture output, error;
  struct sock_fprog filters[FILTERS_MAX];
  pid_t server;     /* the Python fork server, or 0 */
  int server_fd;
  pid_t launcher;   /* what starts native programs; 0 if it is not there yet, -1 if it is not to be had */
};

/* A request with its strings laid out for execve. */
struct job {
  struct run_request request;
  const char *directory, *program;
  char **arguments, **environment;
  int fds[3];       /* stdin, and stdout if raw; -1 where absent */
  bool raw;
  int channel;      /* the fork server's end of its socket, or 0 */
};

struct pipes {
  int out_read, out_write, error_read, error_write;
};

/* Why a child that never reached its program failed; shared with the child until it executes. */
struct start_error {
  volatile int number;
  volatile char step[DETAIL_MAX];
};

extern struct start_error *start_error;

/* identity of a child: which UID it gets and which capabilities it keeps */
struct persona {
  uid_t uid;
  gid_t gid;
  bool keeps_setuid;
};

/* confine.c: never returns */
uint64_t last_resort_cpu_s(const struct run_request *request);
void become_program(const struct slot *slot, const struct job *job, const struct persona *persona) __attribute__((noreturn));
void become_launched(const struct slot *slot, const struct job *job) __attribute__((noreturn));
void become_launcher(const struct slot *slot); /* this one returns */

/* run.c */
void run_job(struct slot *slot, const struct job *job, struct reply *reply);
uint64_t now_ns(void);

/* children.c */
bool is_lasting(const struct slot *slot, pid_t pid);
int own_children(pid_t *found, int room);
int children_of(pid_t pid, pid_t *found, int room);

/* cleanup.c: true if nothing unexpected was left */
void kill_slot(const struct slot *slot);
bool forget_lasting(struct slot *slot, pid_t pid);
bool end_everything(struct slot *slot, struct rusage *total, uint64_t *cpu_ns);

/* server.c */
bool server_start(struct slot *slot, const struct job *job, struct reply *reply);
pid_t server_fork(struct slot *slot, const struct job *job);
void server_stop(struct slot *slot);

/* launcher.c */
bool launcher_suits(struct slot *slot, const struct job *job);
pid_t launcher_fork(struct slot *slot, const struct job *job);
void launcher_stop(struct slot *slot);

#endif
