package dev.hazir.host.host;

import dev.hazir.host.guest.LoopWatch;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** The event loops of the host: all of their threads are started before any guest code can be on a stack. */
final class EventLoops implements AutoCloseable {

    private static final Duration QUIET = Duration.ZERO;
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final EventLoopGroup group;

    EventLoops(LoopWatch watch) {
        group = new MultiThreadIoEventLoopGroup(loops(), watch, NioIoHandler.newFactory());
        for (EventExecutor loop : group) {
            loop.submit(() -> {}).syncUninterruptibly();
        }
        warm();
        watch.measure(group);
    }

    EventLoopGroup group() {
        return group;
    }

    /** Completes when every loop has done what it was given before this call. */
    CompletionStage<Void> settle() {
        List<CompletableFuture<Void>> done = new ArrayList<>();
        for (EventExecutor loop : group) {
            done.add(CompletableFuture.runAsync(() -> {}, loop));
        }
        return CompletableFuture.allOf(done.toArray(CompletableFuture[]::new));
    }

    @Override
    public void close() {
        group.shutdownGracefully(QUIET.toMillis(), LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                .awaitUninterruptibly();
    }

    private static int loops() {
        return Math.max(2, Runtime.getRuntime().availableProcessors());
    }

    /** Threads that libraries start on first use must not be started by a guest. */
    private static void warm() {
        GlobalEventExecutor.INSTANCE.execute(() -> {});
        CompletableFuture<Void> timer = new CompletableFuture<Void>().orTimeout(1, TimeUnit.DAYS);
        timer.complete(null);
    }
}
