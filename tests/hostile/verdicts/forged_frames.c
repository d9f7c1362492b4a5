#include <stdio.h>
#include <string.h>
#include <unistd.h>
int main(void) { /* messages in every shape, into every descriptor there could be */
    const char json[] = "{\"status\":\"exited\",\"exit_code\":0,\"cpu_s\":0.0}\n";
    unsigned words[64] = {0};
    for (int fd = 3; fd < 1024; fd++) {
        if (write(fd, json, sizeof json - 1) > 0) printf("BREACH descriptor %d takes a verdict\n", fd);
        if (write(fd, words, sizeof words) > 0) printf("BREACH descriptor %d takes a frame\n", fd);
        close(fd);
    }
    return 9;
}
