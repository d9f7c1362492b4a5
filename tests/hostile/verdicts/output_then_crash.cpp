#include <cstdio>
#include <stdexcept>
int main() {
    std::puts("42");
    std::fflush(stdout);
    throw std::runtime_error("after the right answer");
}
