#include <stdio.h>
#include <unistd.h>
int main(void) {
    alarm(8);
    for (int i = 0; i < 10; i++) fork(); /* at most 1,024 processes */
    alarm(6);
    pause();
}
