import java.util.*;
public class Main {
    static <A, B extends List<? super A>, C extends Map<B, ? super C>> C f(C c) { return c; }
    public static void main(String[] args) {
        var x = Map.of(1, List.of(Map.of(1, List.of(Map.of(1, List.of(Map.of(1, List.of(Map.of(1, List.of(1, "a", 2.0)), "b")), 'c'))))));
        System.out.println(x.size());
    }
}
