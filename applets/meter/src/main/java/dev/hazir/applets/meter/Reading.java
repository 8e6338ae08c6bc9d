package dev.hazir.applets.meter;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What a meter shows.
 *
 * @param meter its name
 * @param kwh what it has counted, in kilowatt hours
 */
public record Reading(String meter, double kwh) {

    private static final Pattern METER = Pattern.compile("[A-Za-z0-9_-]{1,32}");
    private static final Pattern NUMBER =
            Pattern.compile("[+-]?(\\d{1,18}(\\.\\d{0,18})?|\\.\\d{1,18})([eE][+-]?\\d{1,3})?");

    /**
     * Reads a device's line: {@code <meter> <kwh>}, separated by spaces or tabs.
     *
     * @throws NotAReadingException with all that is wrong with it
     */
    static Reading parse(String line) throws NotAReadingException {
        String[] words = line.strip().split("[ \\t]+", -1);
        if (words.length != 2) {
            throw new NotAReadingException(List.of(new Flaw("line", "The line is <meter> <kwh>, such as: m1 12.5")));
        }
        return of(words[0], words[1]);
    }

    /**
     * Makes a reading of two texts, as a form has them.
     *
     * @throws NotAReadingException with all that is wrong with them
     */
    static Reading of(String meter, String kwh) throws NotAReadingException {
        List<Flaw> flaws = new ArrayList<>();
        if (!METER.matcher(meter).matches()) {
            flaws.add(new Flaw("meter", "Meter names have 1 to 32 letters, digits, '_' or '-'"));
        }
        double value = NUMBER.matcher(kwh).matches() ? Double.parseDouble(kwh) : Double.NaN;
        if (Double.isNaN(value)) {
            flaws.add(new Flaw("kwh", "kWh is a number with a decimal point, such as 12.5"));
        } else if (Double.isInfinite(value)) {
            flaws.add(new Flaw("kwh", "kWh is too large to be counted"));
        } else if (value < 0) {
            flaws.add(new Flaw("kwh", "kWh is not negative"));
        }
        if (!flaws.isEmpty()) {
            throw new NotAReadingException(flaws);
        }
        return new Reading(meter, Math.abs(value)); // no minus before a zero
    }

    /** The number as people write it: without a fraction of zero. */
    public String text() {
        return kwh == Math.rint(kwh) && kwh < 1e15 ? String.format(Locale.ROOT, "%.0f", kwh) : Double.toString(kwh);
    }
}
