/* Starts native programs: a process that has given up its power and has its system call filter already, so that neither
 * is paid for again with every run.
 *
 * It shares the supervisor's descriptors and the memory in which requests lie, runs as the fork server's user, and like
 * the fork server may become the slot's user and nobody else. Its children are the supervisor's. */
#include "supervisor.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#define PATIENCE_S 10
#define STACK_BYTES (256 * 1024)

/* Where a job lies for the launcher to take, with what came of it. */
struct desk {
  struct job job;
  pid_t pid;
  int error;
};

struct order {
  const struct slot *slot;
  const struct job *job;
};

static struct desk *desk;
static int orders[2] = {-1, -1}, answers[2] = {-1, -1};

static int launched(void *argument) {
  const struct order *order = argument;
  become_launched(order->slot, order->job);
}

/* As vfork: the child has a stack of its own, and we wait until it has executed its program or failed. */
static pid_t launch(const struct slot *slot, const struct job *job) {
  static char stack[STACK_BYTES] __attribute__((aligned(16)));
  struct order order = {slot, job};
  return clone(launched, stack + sizeof stack, CLONE_VM | CLONE_VFORK | CLONE_PARENT | SIGCHLD, &order);
}

static void serve(const struct slot *slot, pid_t supervisor) {
  char word = 0;
  become_launcher(slot);
  prctl(PR_SET_PDEATHSIG, SIGKILL); /* the shared descriptors keep our pipe open for ever */
  if (getppid() != supervisor) _exit(0);
  while (write(answers[1], &word, 1) == 1 && read(orders[0], &word, 1) == 1) {
    desk->pid = launch(slot, &desk->job);
    desk->error = errno;
  }
  _exit(1);
}

static bool lives(const struct slot *slot) {
  siginfo_t info = {0};
  return waitid(P_PID, (id_t)slot->launcher, &info, WEXITED | WNOHANG | WNOWAIT) == 0 && info.si_pid == 0;
}

/* A program that ends at once interrupts the wait as the launcher's own end does. */
static bool hear(const struct slot *slot) {
  struct pollfd wanted = {.fd = answers[0], .events = POLLIN};
  struct timespec patience = {.tv_sec = PATIENCE_S};
  sigset_t open_mask;
  char word;
  sigemptyset(&open_mask);
  int ready;
  do {
    ready = ppoll(&wanted, 1, &patience, &open_mask);
  } while (ready < 0 && errno == EINTR && lives(slot));
  return ready == 1 && read(answers[0], &word, 1) == 1;
}

static bool open_desk(void) {
  if (desk) return true;
  desk = mmap(NULL, sizeof *desk, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (desk == MAP_FAILED) desk = NULL;
  return desk != NULL;
}

static bool start(struct slot *slot) {
  pid_t supervisor = getpid();
  if (!open_desk() || pipe2(orders, O_CLOEXEC) || pipe2(answers, O_CLOEXEC)) return false;
  slot->launcher = (pid_t)syscall(SYS_clone, CLONE_FILES | SIGCHLD, 0, 0, 0, 0);
  if (slot->launcher == 0) serve(slot, supervisor);
  return slot->launcher > 0 && hear(slot);
}

void launcher_stop(struct slot *slot) {
  if (slot->launcher > 0) {
    kill(slot->launcher, SIGKILL);
    while (waitpid(slot->launcher, NULL, __WALL) < 0 && errno == EINTR) {}
  }
  slot->launcher = 0;
  for (int i = 0; i < 2; i++) {
    if (orders[i] >= 0) close(orders[i]);
    if (answers[i] >= 0) close(answers[i]);
    orders[i] = answers[i] = -1;
  }
}

/* It is a saving, not a layer: without it the supervisor forks, and the child confines itself. */
static bool ready(struct slot *slot) {
  if (slot->launcher > 0 && !lives(slot)) launcher_stop(slot);
  if (slot->launcher == 0 && !start(slot)) {
    launcher_stop(slot);
    slot->launcher = -1;
  }
  return slot->launcher > 0;
}

bool launcher_suits(struct slot *slot, const struct job *job) {
  bool wanted = job->request.filter == FILTER_NATIVE && slot->filters[FILTER_LAUNCHER].len > 0;
  return wanted && !slot->identity.one_uid && ready(slot);
}

pid_t launcher_fork(struct slot *slot, const struct job *job) {
  char word = 0;
  desk->job = *job;
  if (write(orders[1], &word, 1) == 1 && hear(slot)) {
    errno = desk->error;
    return desk->pid;
  }
  launcher_stop(slot);
  errno = ESRCH;
  return -1;
}
