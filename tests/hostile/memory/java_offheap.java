import java.nio.ByteBuffer;
import java.util.*;
public class Main {
    public static void main(String[] args) {
        List<ByteBuffer> kept = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            ByteBuffer b = ByteBuffer.allocateDirect(8 << 20);
            for (int at = 0; at < b.capacity(); at += 4096) b.put(at, (byte) 1);
            kept.add(b);
        }
        System.out.println("BREACH " + kept.size() * 8 + " MiB");
    }
}
