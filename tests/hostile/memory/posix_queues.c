#include <fcntl.h>
#include <mqueue.h>
#include <stdio.h>
#include <unistd.h>
int main(void) {
    char name[32], message[8192] = "x";
    struct mq_attr attr = {.mq_maxmsg = 10, .mq_msgsize = 8192};
    for (int i = 0; i < 64; i++) {
        snprintf(name, sizeof name, "/flood-%d-%d", getpid(), i);
        mqd_t q = mq_open(name, O_CREAT | O_RDWR | O_NONBLOCK, 0600, &attr);
        if (q == (mqd_t)-1) continue;
        puts("BREACH a queue that outlives its maker");
        while (mq_send(q, message, sizeof message, 0) == 0);
    }
}
