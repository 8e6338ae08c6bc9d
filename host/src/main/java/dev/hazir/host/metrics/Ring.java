package dev.hazir.host.metrics;

import java.util.Arrays;

/**
 * The last values of one step, by the number of the step: the newest take the place of the oldest. It grows by pieces, so
 * that a young host does not pay for a week. One thread at a time.
 */
final class Ring {

    private static final int PIECE = 180;

    private final int size;
    private final float[][] pieces;
    private long newest = -1;

    /** An empty ring of that many values, a multiple of {@value #PIECE}. */
    Ring(int size) {
        this.size = size;
        this.pieces = new float[size / PIECE][];
    }

    /** Keeps a value; what was left out since the one before has none. A step that is over cannot be written any more. */
    void put(long step, float value) {
        if (step < newest) {
            return;
        }
        for (long skipped = Math.max(newest + 1, step - size + 1); skipped < step && newest >= 0; skipped++) {
            set(skipped, Float.NaN);
        }
        set(step, value);
        newest = step;
    }

    /** The value of a step; not a number when there is none, or none any more. */
    float get(long step) {
        if (step < 0 || step > newest || step <= newest - size) {
            return Float.NaN;
        }
        int place = (int) (step % size);
        float[] piece = pieces[place / PIECE];
        return piece == null ? Float.NaN : piece[place % PIECE];
    }

    /** The number of the newest step, or -1. */
    long newest() {
        return newest;
    }

    /** How many bytes the values take. */
    long bytes() {
        return Arrays.stream(pieces).filter(piece -> piece != null).count() * PIECE * Float.BYTES;
    }

    private void set(long step, float value) {
        int place = (int) (step % size);
        float[] piece = pieces[place / PIECE];
        if (piece == null) {
            if (Float.isNaN(value)) {
                return;
            }
            piece = new float[PIECE];
            Arrays.fill(piece, Float.NaN);
            pieces[place / PIECE] = piece;
        }
        piece[place % PIECE] = value;
    }
}
