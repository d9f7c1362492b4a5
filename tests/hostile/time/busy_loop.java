public class Main {
    static volatile long sum;
    public static void main(String[] args) {
        for (int i = 0; i < 4; i++) new Thread(() -> { long end = System.nanoTime() + 12_000_000_000L; while (System.nanoTime() < end) sum++; }).start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> { while (sum >= 0) sum++; }));
    }
}
