#include <cstdio>
#include <cstring>
#include <new>
#include <vector>
int main() { /* catches bad_alloc and calls it a day */
    std::vector<char *> kept;
    try {
        for (int i = 0; i < 100; i++) {
            kept.push_back(new char[8 << 20]);
            std::memset(kept.back(), 1, 8 << 20);
        }
    } catch (const std::bad_alloc &) {
        std::puts("caught");
        return 0;
    }
    std::puts("BREACH 800 MiB");
}
