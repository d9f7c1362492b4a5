#include <stdio.h>
int main(void) { /* honest: what contest programs do to be silent */
    if (!freopen("/dev/null", "w", stderr)) return 3;
    fprintf(stderr, "unseen");
    puts("42");
}
