#include <unistd.h>
int main(void) { /* many tiny writes: the reader's time, not the writer's */
    for (long i = 0; i < 200000000; i++)
        if (write(1, "x", 1) < 0) return 1;
}
