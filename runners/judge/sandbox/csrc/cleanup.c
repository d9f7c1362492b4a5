/* The end of a run: nothing that it started may be left, and this file proves it. */
#include "supervisor.h"

#include <errno.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* With the slot's UID as our effective and the guard's as our real one, kill(-1) reaches the slot's processes and
 * nothing else, and none of them may signal us. The raw calls change this thread only; there is no other. */
void kill_slot(const struct slot *slot) {
  const struct hello *who = &slot->identity;
  if (who->one_uid) {
    kill(-1, SIGKILL); /* we are the first process of a private PID namespace, which this spares */
    return;
  }
  int with_parent = 0; /* which a change of user undoes */
  prctl(PR_GET_PDEATHSIG, &with_parent);
  if (syscall(SYS_setresuid, who->guard_uid, who->slot_uid, 0)) _exit(3);
  kill(-1, SIGKILL);
  if (syscall(SYS_setresuid, 0, 0, 0)) _exit(3);
  prctl(PR_SET_PDEATHSIG, with_parent);
}

static bool only_lasting_left(const struct slot *slot) {
  pid_t found[3];
  int count = own_children(found, 3);
  for (int i = 0; i < count; i++)
    if (!is_lasting(slot, found[i])) return false;
  return true;
}

static void add_usage(const struct rusage *usage, struct rusage *total, uint64_t *cpu_ns) {
  *cpu_ns += (uint64_t)(usage->ru_utime.tv_sec + usage->ru_stime.tv_sec) * 1000000000;
  *cpu_ns += (uint64_t)(usage->ru_utime.tv_usec + usage->ru_stime.tv_usec) * 1000;
  if (usage->ru_maxrss > total->ru_maxrss) total->ru_maxrss = usage->ru_maxrss;
}

bool forget_lasting(struct slot *slot, pid_t pid) {
  if (!is_lasting(slot, pid)) return false;
  if (pid == slot->server) slot->server = 0;
  else slot->launcher = -1;
  return true;
}

/* Returns true once no child but the lasting ones is left. */
static bool reap_ended(struct slot *slot, struct rusage *total, uint64_t *cpu_ns) {
  for (;;) {
    struct rusage usage;
    int status;
    pid_t pid = wait4(-1, &status, WNOHANG | __WALL, &usage);
    if (pid < 0) return errno == ECHILD;
    if (pid == 0) return only_lasting_left(slot);
    if (forget_lasting(slot, pid)) continue;
    add_usage(&usage, total, cpu_ns);
  }
}

bool end_everything(struct slot *slot, struct rusage *total, uint64_t *cpu_ns) {
  struct timespec pause = {.tv_nsec = 200000};
  if (reap_ended(slot, total, cpu_ns)) return true;
  for (int round = 0; round < 25000; round++) {
    kill_slot(slot);
    if (reap_ended(slot, total, cpu_ns)) return true;
    nanosleep(&pause, NULL);
  }
  return false;
}
