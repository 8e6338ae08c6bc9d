package dev.hazir.host.host;

import dev.hazir.host.guest.LoopLocals;
import dev.hazir.host.guest.RecordMethods;
import dev.hazir.host.lifecycle.HostTime;
import dev.hazir.host.lifecycle.Workers;
import dev.hazir.host.store.Home;
import dev.hazir.host.unload.Mending;
import dev.hazir.host.unload.Unloads;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.beans.Introspector;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What ended applets leave behind in parts of the host, and how each of these forgets it. */
final class Leftovers {

    private static final Logger log = LoggerFactory.getLogger(Leftovers.class);

    private Leftovers() {}

    /** The prover of unloads, which clears them away. */
    static Unloads prover(Home home, HostTime time, EventLoops loops, Workers workers) {
        List<EventExecutor> executors = new ArrayList<>();
        loops.group().forEach(executors::add);
        executors.add(GlobalEventExecutor.INSTANCE);
        return new Unloads(
                home.work(),
                time.clock(),
                List.of(
                        new Mending("thread locals of event loops", loader -> LoopLocals.forget(executors, loader)),
                        new Mending("classes linked last", loader -> forgetRecords()),
                        new Mending("threads of workers", loader -> renew(workers))));
    }

    private static int forgetRecords() {
        RecordMethods.forgetGuests();
        return 0;
    }

    /** Thread locals that only a look into their values would find end with their threads. */
    private static int renew(Workers workers) {
        workers.renew();
        try {
            // The JDK remembers classes for each thread group, and workers may have one of their own.
            workers.execute(Introspector::flushCaches);
        } catch (RejectedExecutionException e) {
            log.debug("the workers have no room to forget classes", e);
        }
        return 0;
    }
}
