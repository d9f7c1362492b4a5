#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
int main(void) {
    char text[16] = "";
    const char *places[] = {".", "/tmp", "/var/tmp", "/dev/shm"};
    scanf("%15s", text);
    for (int i = 0; i < 4; i++) {
        char path[256];
        snprintf(path, sizeof path, "%s/.alpaco-left-behind-c", places[i]);
        if (!strcmp(text, "first")) close(open(path, O_CREAT | O_WRONLY, 0666));
        else if (access(path, F_OK) == 0) printf("BREACH found %s\n", path);
    }
}
