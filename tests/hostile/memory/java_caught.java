import java.util.*;
public class Main {
    public static void main(String[] args) {
        List<long[]> kept = new ArrayList<>();
        try {
            for (int i = 0; i < 200; i++) { long[] b = new long[1 << 20]; Arrays.fill(b, i); kept.add(b); }
            System.out.println("BREACH " + kept.size() * 8 + " MiB");
        } catch (OutOfMemoryError e) {
            kept = null;
            System.out.println("caught");
        }
    }
}
