#include <stdio.h>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/sem.h>
int main(void) {
    char message[9000] = {1};
    for (int i = 0; i < 32; i++) {
        if (semget(IPC_PRIVATE, 100, IPC_CREAT | 0600) >= 0) puts("BREACH semaphores");
        int q = msgget(IPC_PRIVATE, IPC_CREAT | 0600);
        if (q < 0) continue;
        puts("BREACH message queue");
        while (msgsnd(q, message, 8000, IPC_NOWAIT) == 0);
    }
}
