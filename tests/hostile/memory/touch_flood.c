#include <stdlib.h>
#include <string.h>
int main(void) {
    for (int i = 0; i < 24; i++) { /* 1.5 GiB */
        char *p = malloc(64 << 20);
        if (p) memset(p, 1, 64 << 20);
    }
}
