#include <stdio.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/shm.h>
int main(void) { /* segments that outlive every process */
    for (int i = 0; i < 8; i++) {
        int id = shmget(IPC_PRIVATE, 64 << 20, IPC_CREAT | 0600);
        if (id < 0) continue;
        printf("BREACH segment %d\n", id);
        char *p = shmat(id, 0, 0);
        if (p != (char *)-1) { memset(p, 1, 64 << 20); shmdt(p); }
    }
}
