/* The child's side: from a fresh fork of the supervisor to the program, giving up power step by step. */
#include "supervisor.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <linux/capability.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

static void fail(const char *step) {
  start_error->number = errno ? errno : EINVAL;
  strncpy((char *)start_error->step, step, DETAIL_MAX - 1);
  _exit(127);
}

#define MUST(call, step) do { if ((call) < 0) fail(step); } while (0)

/* Descriptors are first lifted above 2, so that none is overwritten before it is moved. */
static void place_descriptors(const struct job *job) {
  int lifted[3];
  for (int i = 0; i < 3; i++) MUST(lifted[i] = fcntl(job->fds[i], F_DUPFD, 16), "descriptors");
  int channel = job->channel ? fcntl(job->channel, F_DUPFD, 16) : 0;
  for (int i = 0; i < 3; i++) MUST(dup2(lifted[i], i), "descriptors");
  if (job->channel) MUST(dup2(channel, CHANNEL_FD), "descriptors");
}

static void limit(int resource, uint64_t soft, uint64_t hard, const char *step) {
  struct rlimit now, wanted = {.rlim_cur = soft, .rlim_max = hard};
  MUST(getrlimit(resource, &now), step);
  /* A container may have lowered the ceiling already, and without CAP_SYS_RESOURCE it cannot be raised. */
  if (now.rlim_max < wanted.rlim_max) wanted.rlim_max = now.rlim_max;
  if (wanted.rlim_max < wanted.rlim_cur) wanted.rlim_cur = wanted.rlim_max;
  MUST(setrlimit(resource, &wanted), step);
}

/* Beyond what the supervisor enforces to the millisecond; in whole seconds, as the kernel counts it. */
uint64_t last_resort_cpu_s(const struct run_request *request) {
  uint64_t cpu_s = request->cpu_ns / 1000000000 + 2;
  return cpu_s + cpu_s / 10;
}

static void set_limits(const struct run_request *request) {
  uint64_t cpu_s = last_resort_cpu_s(request);
  limit(RLIMIT_CPU, cpu_s, cpu_s, "cpu limit");
  limit(RLIMIT_FSIZE, request->file_bytes, request->file_bytes, "file size limit");
  limit(RLIMIT_STACK, request->stack_bytes, request->stack_bytes, "stack limit");
  limit(RLIMIT_NPROC, request->processes, request->processes, "process limit");
  limit(RLIMIT_NOFILE, request->open_files, request->open_files, "open file limit");
  limit(RLIMIT_CORE, 0, 0, "core limit");
  limit(RLIMIT_MEMLOCK, 0, 0, "locked memory limit");
  limit(RLIMIT_MSGQUEUE, 0, 0, "message queue limit");
  limit(RLIMIT_SIGPENDING, 256, 256, "signal queue limit");
}

static void reset_signals(void) {
  sigset_t none;
  sigemptyset(&none);
  signal(SIGCHLD, SIG_DFL);
  signal(SIGPIPE, SIG_DFL);
  sigprocmask(SIG_SETMASK, &none, NULL);
}

static void set_capabilities(uint32_t mask) {
  struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3, .pid = 0};
  struct __user_cap_data_struct data[2] = {{.effective = mask, .permitted = mask, .inheritable = mask}, {0, 0, 0}};
  MUST(syscall(SYS_capset, &header, data), "capabilities");
}

#define SETUID_MASK ((1U << CAP_SETUID) | (1U << CAP_SETGID))

static void take_ids(const struct persona *persona) {
  MUST(setresgid(persona->gid, persona->gid, persona->gid), "group");
  MUST(setresuid(persona->uid, persona->uid, persona->uid), "user");
}

static void change_user(const struct slot *slot, const struct persona *persona) {
  gid_t groups[1] = {slot->identity.slot_gid};
  if (persona->keeps_setuid) MUST(prctl(PR_SET_KEEPCAPS, 1), "keeping capabilities");
  if (!slot->identity.one_uid) {
    MUST(setgroups(1, groups), "groups");
    take_ids(persona);
  }
  set_capabilities(persona->keeps_setuid ? SETUID_MASK : 0);
}

/* The fork server alone executes and yet keeps what it needs to become the slot's UID. */
static void keep_for_execution(const struct persona *persona) {
  if (!persona->keeps_setuid) return;
  MUST(prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, CAP_SETUID, 0, 0), "ambient capability");
  MUST(prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, CAP_SETGID, 0, 0), "ambient capability");
}

static void fill_in_own_pid(struct sock_fprog *filter) {
  for (int i = 0; i < filter->len; i++)
    if (filter->filter[i].k == OWN_PID) filter->filter[i].k = (uint32_t)getpid();
}

static void close_others(int first) { MUST(close_range((unsigned)first, ~0U, 0), "closing descriptors"); }

static void lock_down(const struct slot *slot, uint32_t filter) {
  MUST(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), "no_new_privs");
  if (slot->landlock_fd >= 0) MUST(syscall(SYS_landlock_restrict_self, slot->landlock_fd, 0), "landlock");
  if (slot->filters[filter].len == 0) fail("no system call filter");
  MUST(syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &slot->filters[filter]), "system call filter");
}

static void execute(const struct job *job) __attribute__((noreturn));
static void execute(const struct job *job) {
  execve(job->arguments[0], job->arguments, job->environment);
  fail("starting the program");
  __builtin_unreachable();
}

void become_program(const struct slot *slot, const struct job *job, const struct persona *persona) {
  uint32_t filter = job->request.filter;
  setsid();
  place_descriptors(job);
  set_limits(&job->request);
  change_user(slot, persona);
  keep_for_execution(persona);
  MUST(chdir(job->directory), "working directory");
  reset_signals();
  if (job->channel) fill_in_own_pid((struct sock_fprog *)&slot->filters[filter]);
  lock_down(slot, filter);
  close_others(job->channel ? CHANNEL_FD + 1 : 3);
  execute(job);
}

void become_launcher(const struct slot *slot) {
  struct persona persona = {slot->identity.server_uid, slot->identity.slot_gid, true};
  setsid();
  change_user(slot, &persona);
  lock_down(slot, FILTER_LAUNCHER);
}

/* In a child of the launcher, which is locked down already; nothing here may touch what it shares with its parent. */
void become_launched(const struct slot *slot, const struct job *job) {
  struct persona persona = {slot->identity.slot_uid, job->request.gid, false};
  setsid();
  place_descriptors(job);
  set_limits(&job->request);
  take_ids(&persona);
  set_capabilities(0);
  MUST(chdir(job->directory), "working directory");
  reset_signals();
  close_others(3);
  execute(job);
}
