#include <signal.h>
#include <unistd.h>
int main(void) { kill(0, SIGSTOP); pause(); }
