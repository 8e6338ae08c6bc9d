package dev.hazir.bench.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The side of a load generator that makes the load. It stays for all rounds, so that its code is warm, and does one run
 * for each line on standard input: {@code port millis arguments…}.
 */
final class Generator {

    /** Makes load on a port of this machine for a while and returns how many messages came back. */
    interface Load {
        Counted run(int port, long millis, int[] arguments) throws Exception;
    }

    /**
     * What came back.
     *
     * @param messages in the measured time
     * @param nanos the measured time
     * @param all also before and after it
     */
    record Counted(long messages, long nanos, long all) {}

    private Generator() {}

    static void serve(Load load) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        System.out.println("ready");
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            int[] words =
                    Arrays.stream(line.split(" ")).mapToInt(Integer::parseInt).toArray();
            try {
                Counted counted = load.run(words[0], words[1], Arrays.copyOfRange(words, 2, words.length));
                System.out.println("counted " + counted.messages + " " + counted.nanos + " " + counted.all);
            } catch (Exception e) {
                System.out.println("failed " + e);
            }
        }
    }
}
