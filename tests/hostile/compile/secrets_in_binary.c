#include <stdio.h>
/* what the compiler tells about the machine that it ran on */
int main(void) { puts(__FILE__); puts(__BASE_FILE__); puts(__DATE__); return 0; }
