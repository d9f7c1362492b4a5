public class Main {
    public static void main(String[] args) throws Exception {
        int made = 0;
        for (int i = 0; i < 200; i++) {
            try { new ProcessBuilder("/bin/sleep", "8").start(); made++; } catch (Exception e) { break; }
        }
        System.out.println(made);
        if (made >= 200) System.out.println("BREACH two hundred processes");
        Runtime.getRuntime().halt(0);
    }
}
