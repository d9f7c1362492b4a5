#define _GNU_SOURCE
#include <grp.h>
#include <stdio.h>
#include <sys/fsuid.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <linux/capability.h>
#include <unistd.h>
int main(void) { /* every id that a dropped process could take back */
    uid_t r, e, s;
    gid_t g[64];
    getresuid(&r, &e, &s);
    if (r == 0 || e == 0 || s == 0) puts("BREACH runs as root");
    if (r != e || e != s) puts("BREACH keeps another user id");
    if (setresuid(0, 0, 0) == 0 || setuid(0) == 0 || seteuid(0) == 0 || setreuid(0, 0) == 0) puts("BREACH became root");
    for (int id = 1; id < 70000; id += id < 100 || id > 9900 ? 1 : 97)
        if (id != (int)r && (setresuid(-1, id, -1) == 0 || setresuid(id, -1, -1) == 0)) { printf("BREACH became user %d\n", id); break; }
    if (setgroups(0, 0) == 0) puts("BREACH setgroups");
    gid_t gr, ge, gs;
    getresgid(&gr, &ge, &gs);
    if (setresgid(0, 0, 0) == 0 && ge != 0) puts("BREACH became group root");
    int n = getgroups(64, g);
    for (int i = 0; i < n; i++)
        if (g[i] == 0 && r != 65534) puts("BREACH is in group root");
    setfsuid(0);
    if (setfsuid(-1) == 0) puts("BREACH file system user is root");
    struct __user_cap_header_struct h = {_LINUX_CAPABILITY_VERSION_3, 0};
    struct __user_cap_data_struct d[2] = {{~0u, ~0u, ~0u}, {~0u, ~0u, ~0u}};
    if (syscall(SYS_capset, &h, d) == 0) puts("BREACH capset");
    if (syscall(SYS_capget, &h, d) == 0 && (d[0].effective | d[0].permitted | d[1].effective | d[1].permitted)) puts("BREACH has capabilities");
    if (prctl(PR_SET_NO_NEW_PRIVS, 0, 0, 0, 0) == 0) puts("BREACH no_new_privs can be taken back");
    if (prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) != 1) puts("BREACH no_new_privs is not set");
    prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, 21, 0, 0);
    puts("done");
}
