package dev.hazir.host.port;

import dev.hazir.applet.AppletInfo;
import dev.hazir.host.guest.Guest;
import dev.hazir.host.guest.LoopThread;
import dev.hazir.host.lifecycle.HostTime;
import dev.hazir.host.operation.RefusedException;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.EventExecutor;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/** As much of a host as ports need: event loops, workers, guests. */
final class TestHost implements AutoCloseable {

    private static final ThreadFactory THREADS = task -> new LoopThread(task, "test-loop");

    final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(2, THREADS, NioIoHandler.newFactory());
    final ExecutorService workers = Executors.newCachedThreadPool();
    final Ports ports;

    TestHost(HostTime time) {
        ports = new Ports(loops, time);
    }

    Guest guest(String id, String version) {
        return new Guest(
                new AppletInfo(id, id, version, Optional.empty(), Optional.empty(), Optional.empty(), List.of()),
                TestHost.class.getClassLoader(),
                loops.next(),
                workers);
    }

    /** Prepares and publishes the ports of an applet. */
    PreparedPorts live(String id, Declaration... declared) throws RefusedException {
        PreparedPorts prepared = ports.prepare(guest(id, "1.0.0"), List.of(declared), PortOverrides.none(), null);
        prepared.publish();
        return prepared;
    }

    /** Waits until each event loop has done what it was given. */
    void settle() {
        for (EventExecutor loop : loops) {
            loop.submit(() -> {}).syncUninterruptibly();
        }
    }

    @Override
    public void close() throws Exception {
        ports.close();
        loops.shutdownGracefully(0, 30, TimeUnit.SECONDS).sync();
        workers.shutdownNow();
    }
}
