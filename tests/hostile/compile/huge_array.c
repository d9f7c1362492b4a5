char big[1L << 33] = {1};
int main(void) { return big[5]; }
