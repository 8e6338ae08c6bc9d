package dev.hazir.bench.load;

import dev.hazir.bench.process.ServerProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** A load generator of ours, seen from the benchmark. */
public final class GeneratorProcess implements AutoCloseable {

    private final Process process;
    private final BufferedReader out;
    private final PrintWriter in;

    private GeneratorProcess(Process process) {
        this.process = process;
        this.out = process.inputReader(StandardCharsets.UTF_8);
        this.in = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
    }

    /** Starts one, such as {@link LineLoad}. */
    public static GeneratorProcess start(Class<?> main) throws IOException {
        GeneratorProcess generator =
                new GeneratorProcess(new ProcessBuilder(ServerProcess.java(main, "-Xmx256m", "-XX:+UseSerialGC"))
                        .redirectError(ServerProcess.log())
                        .start());
        generator.answer("ready");
        return generator;
    }

    /** Makes load on a port of a server. */
    public Sample run(ServerProcess server, int port, double seconds, int... arguments) throws IOException {
        StringBuilder command = new StringBuilder().append(port).append(' ').append((long) (seconds * 1000));
        for (int argument : arguments) {
            command.append(' ').append(argument);
        }
        double before = server.cpuMicros();
        in.println(command);
        String[] counted = answer("counted").split(" ");
        double used = server.cpuMicros() - before;
        return new Sample(
                Long.parseLong(counted[1]) * 1e9 / Long.parseLong(counted[2]),
                0,
                used / Math.max(1, Long.parseLong(counted[3])));
    }

    @Override
    public void close() throws InterruptedException {
        in.close();
        if (!process.waitFor(5, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }

    private String answer(String expected) throws IOException {
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith(expected)) {
                return line;
            }
            if (line.startsWith("failed ")) {
                throw new IOException("the load generator " + line);
            }
        }
        throw new IOException("the load generator ended (expected: " + expected + ")");
    }
}
