/* Namespaces of a slot, made once: a root directory of its own with nothing in it that is not needed, and no network,
 * processes or IPC but its own. Everything here is an extra on a host, and what confines an ordinary user. */
#include "namespace.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/mount.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#define PATH_ROOM 512

static const char *failed_step;

static bool failed(const char *step) {
  failed_step = step;
  return false;
}

static bool write_text(const char *path, const char *text) {
  int fd = open(path, O_WRONLY | O_CLOEXEC);
  if (fd < 0) return false;
  bool written = write(fd, text, strlen(text)) == (ssize_t)strlen(text);
  close(fd);
  return written;
}

/* One user and one group, mapped to themselves: all that the kernel allows without help. */
static bool enter_user_namespace(void) {
  char users[64], groups[64];
  snprintf(users, sizeof users, "%u %u 1", geteuid(), geteuid());
  snprintf(groups, sizeof groups, "%u %u 1", getegid(), getegid());
  if (unshare(CLONE_NEWUSER)) return failed("user namespace");
  if (!write_text("/proc/self/setgroups", "deny") || !write_text("/proc/self/uid_map", users) ||
      !write_text("/proc/self/gid_map", groups))
    return failed("mapping the user");
  return true;
}

static bool make_parents(const char *path) {
  char partial[PATH_ROOM];
  for (const char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
    snprintf(partial, sizeof partial, "%.*s", (int)(slash - path), path);
    if (mkdir(partial, 0755) && errno != EEXIST) return false;
  }
  return true;
}

static bool make_read_only(const char *path) {
  struct mount_attr attributes = {.attr_set = MOUNT_ATTR_RDONLY | MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV};
  return syscall(SYS_mount_setattr, AT_FDCWD, path, AT_RECURSIVE, &attributes, sizeof attributes) == 0;
}

static bool bind(const char *from, const char *to, bool writable) {
  if (mount(from, to, NULL, MS_BIND | MS_REC, NULL)) return false;
  return writable || make_read_only(to);
}

/* Shows a path of the old root at the same place of the new one; what the machine does not have is left out. */
static bool show(const char *root, const char *path, bool writable) {
  char target[PATH_ROOM], link[PATH_ROOM];
  struct stat info;
  if (lstat(path, &info)) return true;
  snprintf(target, sizeof target, "%.250s%.250s", root, path);
  if (!make_parents(target)) return failed(path);
  if (S_ISLNK(info.st_mode)) {
    ssize_t length = readlink(path, link, sizeof link - 1);
    if (length < 0) return failed(path);
    link[length] = 0;
    return symlink(link, target) == 0 || failed(path);
  }
  if (S_ISDIR(info.st_mode)) {
    if (mkdir(target, 0755) && errno != EEXIST) return failed(path);
  } else {
    int fd = open(target, O_WRONLY | O_CREAT | O_CLOEXEC, 0644);
    if (fd < 0) return failed(path);
    close(fd);
  }
  return bind(path, target, writable) || failed(path);
}

static const char *const SYSTEM[] = {"/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32", "/opt"};
static const char *const DEVICES[] = {"/dev/null", "/dev/full", "/dev/random", "/dev/urandom"};
/* The dynamic linker's, the time's, and where distributions keep settings of compilers and interpreters. */
static const char *const SETTINGS[] = {"ld.so.", "localtime", "alternatives", "java", "python3", "nodejs"};

static bool show_settings(const char *root) {
  char path[PATH_ROOM];
  DIR *folder = opendir("/etc");
  bool shown = folder != NULL;
  for (struct dirent *entry = folder ? readdir(folder) : NULL; entry && shown; entry = readdir(folder)) {
    for (size_t i = 0; i < sizeof SETTINGS / sizeof *SETTINGS; i++) {
      if (strncmp(entry->d_name, SETTINGS[i], strlen(SETTINGS[i]))) continue;
      snprintf(path, sizeof path, "/etc/%.250s", entry->d_name);
      shown = shown && show(root, path, false);
    }
  }
  if (folder) closedir(folder);
  return shown || failed("/etc");
}

static bool show_system(const char *root) {
  for (size_t i = 0; i < sizeof SYSTEM / sizeof *SYSTEM; i++)
    if (!show(root, SYSTEM[i], false)) return false;
  for (size_t i = 0; i < sizeof DEVICES / sizeof *DEVICES; i++)
    if (!show(root, DEVICES[i], true)) return false;
  return show_settings(root);
}

static const char *const LINKS[][2] = {
    {"fd", "/proc/self/fd"},
    {"stdin", "/proc/self/fd/0"},
    {"stdout", "/proc/self/fd/1"},
    {"stderr", "/proc/self/fd/2"},
};

static bool add_private_places(const char *root) {
  char path[PATH_ROOM];
  const char *const folders[] = {"/proc", "/tmp", "/etc"};
  for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
    snprintf(path, sizeof path, "%.250s%s", root, folders[i]);
    if (mkdir(path, 0755) && errno != EEXIST) return failed("private folders");
  }
  for (size_t i = 0; i < sizeof LINKS / sizeof *LINKS; i++) {
    snprintf(path, sizeof path, "%.250s/dev/%s", root, LINKS[i][0]);
    if (symlink(LINKS[i][1], path)) return failed("links in /dev");
  }
  snprintf(path, sizeof path, "%.250s/proc", root);
  if (mount("proc", path, "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC, NULL)) return failed("proc of the namespace");
  return true;
}

/* Where one user owns everything, other programs must not be seen at all: they stay behind a door (a folder of mode
 * 000 on a read-only file system) until one of them is attached. */
static bool show_programs(const struct places *places, const char *root, bool hidden) {
  char from[PATH_ROOM], to[PATH_ROOM];
  snprintf(from, sizeof from, "%.250s/programs", places->base);
  if (!hidden) return show(root, from, true);
  snprintf(to, sizeof to, "%.250s%.240s", root, from);
  if (!make_parents(to) || mkdir(to, 0755)) return failed("programs");
  if (mount("programs", to, "tmpfs", MS_NOSUID | MS_NODEV, "size=1m,mode=755")) return failed("programs");
  snprintf(to, sizeof to, "%.250s" BEHIND_THE_DOOR, root);
  if (!make_parents(to) || mkdir(to, 0755) || !bind(from, to, true)) return failed("programs behind the door");
  snprintf(to, sizeof to, "%.250s" DOOR, root);
  return chmod(to, 0) == 0 || failed("door");
}

static bool show_ours(const struct places *places, const char *root, bool hidden) {
  char path[PATH_ROOM];
  snprintf(path, sizeof path, "%.250s/lib", places->base);
  if (!show(root, path, false)) return false;
  snprintf(path, sizeof path, "%.250s/visible", places->home);
  if (!show(root, path, false)) return false;
  snprintf(path, sizeof path, "%.250s/work", places->home);
  return show(root, path, true) && show_programs(places, root, hidden);
}

static bool change_root(const char *root) {
  if (chdir(root)) return failed("entering the new root");
  if (syscall(SYS_pivot_root, ".", ".")) return failed("changing the root");
  if (umount2(".", MNT_DETACH)) return failed("leaving the old root");
  struct mount_attr attributes = {.attr_set = MOUNT_ATTR_RDONLY | MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV};
  if (syscall(SYS_mount_setattr, AT_FDCWD, "/", 0, &attributes, sizeof attributes)) return failed("freezing the root");
  return chdir("/") == 0 || failed("/");
}

static bool build_root(const struct places *places, bool hidden) {
  char root[PATH_ROOM];
  snprintf(root, sizeof root, "%.250s/root", places->home);
  if (mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL)) return failed("private mounts");
  if (mount("root", root, "tmpfs", MS_NOSUID | MS_NODEV, "size=1m,mode=755")) return failed("a new root");
  return show_system(root) && add_private_places(root) && show_ours(places, root, hidden) && change_root(root);
}

/* Only the first process of a new PID namespace is in it; the one that made it stays outside and waits. */
static bool enter_pid_namespace(void) {
  pid_t first = fork();
  if (first < 0) return failed("process in the PID namespace");
  if (first == 0) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    return true;
  }
  int status = 0;
  close_range(0, ~0U, 0);
  while (waitpid(first, &status, __WALL) != first) {}
  _exit(WIFEXITED(status) ? WEXITSTATUS(status) : 1);
}

bool enter_namespaces(const struct places *places, bool as_user, const char **step) {
  failed_step = "";
  int wanted = CLONE_NEWPID | CLONE_NEWNS | CLONE_NEWNET | CLONE_NEWIPC | CLONE_NEWUTS;
  bool entered = (!as_user || enter_user_namespace()) && (unshare(wanted) == 0 || failed("namespaces")) &&
                 enter_pid_namespace() && build_root(places, as_user);
  *step = failed_step;
  return entered;
}

static bool set_writable(const char *path, bool writable) {
  struct mount_attr attributes = {0};
  *(writable ? &attributes.attr_clr : &attributes.attr_set) = MOUNT_ATTR_RDONLY;
  return syscall(SYS_mount_setattr, AT_FDCWD, path, 0, &attributes, sizeof attributes) == 0;
}

bool attach_program(const struct places *places, const struct job *job) {
  static char attached[PATH_ROOM];
  static bool was_writable;
  bool writable = job->request.flags & FLAG_WRITES_PROGRAM;
  char folder[PATH_ROOM], target[PATH_ROOM], source[PATH_ROOM];
  snprintf(folder, sizeof folder, "%.250s/programs", places->base);
  snprintf(target, sizeof target, "%.300s/%.100s", folder, job->program);
  snprintf(source, sizeof source, BEHIND_THE_DOOR "/%.100s", job->program);
  if (strcmp(attached, target) == 0 && was_writable == writable) return true;
  if (attached[0]) umount2(attached, MNT_DETACH);
  attached[0] = 0;
  if (!set_writable(folder, true)) return false;
  bool made = mkdir(target, 0755) == 0 || errno == EEXIST;
  if (!set_writable(folder, false) || !made || !bind(source, target, writable)) return false;
  strcpy(attached, target);
  was_writable = writable;
  return true;
}
