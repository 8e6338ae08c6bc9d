package dev.hazir.host.unload.plants;

import io.netty.util.Recycler;
import io.netty.util.concurrent.FastThreadLocal;
import java.util.Map;

/** What an applet with codecs of its own can leave on an event loop. */
final class NettyPlants {

    private static final FastThreadLocal<Thing> LOCAL = new FastThreadLocal<>();
    private static final FastThreadLocal<Thing> OWN_CLASS = new FastThreadLocal<>() {
        @Override
        protected Thing initialValue() {
            return new Thing();
        }
    };
    private static final Recycler<Thing> POOL = new Recycler<>() {
        @Override
        protected Thing newObject(Handle<Thing> handle) {
            return new Thing();
        }
    };

    private NettyPlants() {}

    static void addTo(Map<String, Plant> all) {
        all.put("fast-local", app -> LOCAL.set(new Thing()));
        all.put("fast-local-class", app -> OWN_CLASS.get());
        all.put("recycler", app -> POOL.get());
    }
}
