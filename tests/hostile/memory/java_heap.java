import java.util.*;
public class Main {
    public static void main(String[] args) {
        List<byte[]> kept = new ArrayList<>();
        for (int i = 0; i < 200; i++) { byte[] b = new byte[8 << 20]; Arrays.fill(b, (byte) i); kept.add(b); }
        System.out.println("BREACH " + kept.size() * 8 + " MiB");
    }
}
