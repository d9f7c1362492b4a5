#include <stdlib.h>
#include <string.h>
int main(void) { /* over and gone between two looks */
    char *p = malloc(700 << 20);
    if (!p) return 1;
    memset(p, 1, 700 << 20);
    free(p);
}
