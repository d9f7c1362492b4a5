public class Main {
    public static void main(String[] args) {
        int made = 0;
        try {
            for (; made < 1500; made++) {
                Thread t = new Thread(null, () -> { try { Thread.sleep(6000); } catch (InterruptedException e) { } }, "t", 65536);
                t.start();
            }
        } catch (Throwable t) { }
        System.out.println(made);
        if (made >= 1000) System.out.println("BREACH a thousand threads");
        Runtime.getRuntime().halt(0);
    }
}
