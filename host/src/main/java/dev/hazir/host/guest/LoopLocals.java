package dev.hazir.host.guest;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.FastThreadLocal;
import io.netty.util.internal.InternalThreadLocalMap;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What applets with codecs of their own leave in the fast thread locals of event loops, and in pools of objects that are
 * built on them. Each loop removes its own.
 */
public final class LoopLocals {

    private static final Logger log = LoggerFactory.getLogger(LoopLocals.class);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private LoopLocals() {}

    /**
     * Removes what belongs to a class loader from all of these loops and returns how much that was. A loop that is blocked
     * is not waited for. Not to be called on an event loop.
     */
    public static int forget(Iterable<? extends EventExecutor> loops, ClassLoader loader) {
        AtomicInteger removed = new AtomicInteger();
        List<CompletableFuture<Void>> turns = new ArrayList<>();
        for (EventExecutor loop : loops) {
            try {
                turns.add(CompletableFuture.runAsync(() -> removed.addAndGet(forgetHere(loader)), loop));
            } catch (RejectedExecutionException e) {
                log.debug("{} has ended", loop);
            }
        }
        try {
            CompletableFuture.allOf(turns.toArray(CompletableFuture[]::new))
                    .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            log.debug("an event loop has no time to forget {}", loader.getName());
        } catch (ExecutionException e) {
            log.warn("an event loop failed to forget {}", loader.getName(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return removed.get();
    }

    private static int forgetHere(ClassLoader loader) {
        InternalThreadLocalMap map = InternalThreadLocalMap.getIfSet();
        if (map == null) {
            return 0;
        }
        List<FastThreadLocal<?>> gone = new ArrayList<>();
        for (FastThreadLocal<?> local : known(map)) {
            if (belongs(local, loader) || ownerBelongs(local, loader) || belongs(local.getIfExists(), loader)) {
                gone.add(local);
            }
        }
        for (FastThreadLocal<?> local : gone) {
            try {
                local.remove();
            } catch (RuntimeException | LinkageError e) {
                log.debug("a thread local of {} did not go quietly", loader.getName(), e);
            }
        }
        return gone.size();
    }

    /** All that have a value on this thread: the library keeps them in a set among the values. */
    private static List<FastThreadLocal<?>> known(InternalThreadLocalMap map) {
        List<FastThreadLocal<?>> known = new ArrayList<>();
        if (map.indexedVariable(InternalThreadLocalMap.VARIABLES_TO_REMOVE_INDEX) instanceof Set<?> set) {
            for (Object each : set) {
                if (each instanceof FastThreadLocal<?> local) {
                    known.add(local);
                }
            }
        }
        return known;
    }

    private static boolean belongs(@Nullable Object thing, ClassLoader loader) {
        return thing != null && thing.getClass().getClassLoader() == loader;
    }

    /** A pool of objects uses a thread local of its own class, which knows the pool. */
    private static boolean ownerBelongs(FastThreadLocal<?> local, ClassLoader loader) {
        for (Field field : local.getClass().getDeclaredFields()) {
            if (!Modifier.isStatic(field.getModifiers())
                    && !field.getType().isPrimitive()
                    && field.trySetAccessible()) {
                try {
                    if (belongs(field.get(local), loader)) {
                        return true;
                    }
                } catch (IllegalAccessException e) {
                    log.debug("{} cannot be read", field, e);
                }
            }
        }
        return false;
    }
}
