package dev.hazir.bench;

import dev.hazir.bench.measure.Measurement;
import dev.hazir.bench.measure.Plan;
import dev.hazir.bench.table.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Measures everything, or what is chosen, and prints the table. A measurement that fails does not keep the others. */
public final class Bench {

    private static final int PATIENCE_MINUTES = 5;

    private Bench() {}

    /**
     * Runs the table.
     *
     * @param arguments the host's start script, the jars of hello and meter, then {@code --quick} and {@code --only NAME}
     */
    public static void main(String[] arguments) {
        List<String> words = List.of(arguments);
        List<Measurement> chosen = chosen(words);
        boolean quick = words.contains("--quick");
        Plan plan = new Plan(
                Path.of(arguments[0]), Path.of(arguments[1]), Path.of(arguments[2]), quick ? 3 : 5, quick ? 1 : 2, 2);
        Table table = new Table();
        long began = System.nanoTime();
        Runtime.getRuntime().addShutdownHook(new Thread(Bench::endProcesses));
        ExecutorService runner = Executors.newSingleThreadExecutor();
        for (Measurement measurement : chosen) {
            System.err.printf(
                    Locale.ROOT, "%s (after %.0f s)%n", measurement.name(), (System.nanoTime() - began) / 1e9);
            Future<?> running = runner.submit(() -> {
                measurement.run(plan, table);
                return Boolean.TRUE;
            });
            try {
                running.get(PATIENCE_MINUTES, TimeUnit.MINUTES);
            } catch (ExecutionException e) {
                table.addFailure(measurement.name(), Objects.requireNonNullElse(e.getCause(), e));
            } catch (TimeoutException e) {
                table.addFailure(
                        measurement.name(), new IOException("was not through after " + PATIENCE_MINUTES + " minutes"));
                running.cancel(true);
                endProcesses();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        table.print(System.out, caption(plan, began));
        System.exit(table.complete() ? 0 : 1);
    }

    /** Whatever the measurements have left behind. */
    private static void endProcesses() {
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
    }

    private static List<Measurement> chosen(List<String> words) {
        List<Measurement> all = Measurement.all();
        int only = words.indexOf("--only");
        if (only < 0) {
            return all;
        }
        List<String> names = words.subList(only + 1, words.size());
        List<Measurement> chosen = all.stream()
                .filter(measurement -> names.contains(measurement.name()))
                .toList();
        if (chosen.isEmpty()) {
            System.err.println("bench/run --only NAME…: the names are "
                    + all.stream().map(Measurement::name).toList());
            System.exit(2);
        }
        return chosen;
    }

    private static String caption(Plan plan, long began) {
        return String.format(
                Locale.ROOT,
                "Medians of %d interleaved rounds of %.0f s, Java %s, %d processors, measured in %.0f s.",
                plan.rounds(),
                plan.seconds(),
                Runtime.version().feature(),
                Runtime.getRuntime().availableProcessors(),
                (System.nanoTime() - began) / 1e9);
    }
}
