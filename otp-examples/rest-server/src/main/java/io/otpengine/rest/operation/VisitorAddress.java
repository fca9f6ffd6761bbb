package io.otpengine.rest.operation;

import io.javalin.http.Context;
import io.otpengine.InvalidRequestException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a visitor comes from. {@code X-Forwarded-For} is read from its end for as long as trusted proxies wrote it: what
 * stands further left a client can make up. Of IPv6 it is the network of 64 bits: whoever has one has all its addresses,
 * and would have as many quotas.
 */
public final class VisitorAddress {
    private static final String OCTET = "(?:25[0-5]|2[0-4][0-9]|1?[0-9]{1,2})";

    /** With a colon in it, the JDK takes it for IPv6 or for nothing, never for a name. */
    private static final Pattern ADDRESS =
            Pattern.compile("(?:" + OCTET + "\\.){3}" + OCTET + "|[0-9a-fA-F.]{0,39}:[0-9a-fA-F:.]{1,44}");

    private static final int NETWORK_BYTES = 8;

    private final List<Block> trusted;

    private VisitorAddress(List<Block> trusted) {
        this.trusted = trusted;
    }

    /**
     * Reads whom to trust.
     *
     * @param blocks addresses or blocks of them, {@code 10.0.0.0/8}
     * @return the rule
     * @throws InvalidRequestException if one is neither
     */
    public static VisitorAddress behind(List<String> blocks) {
        return new VisitorAddress(blocks.stream().map(Block::parse).toList());
    }

    /**
     * The address of whoever sent a request.
     *
     * @param context the request
     * @return the address as text, in one spelling; of IPv6 the first 64 bits, then zeros
     */
    public String of(Context context) {
        List<String> hops = new ArrayList<>();
        for (String line : java.util.Collections.list(context.req().getHeaders("X-Forwarded-For"))) {
            hops.addAll(Arrays.asList(line.split(",", -1)));
        }
        String address = context.ip();
        for (int i = hops.size() - 1; i >= 0 && isTrusted(address); i--) {
            String hop = hops.get(i).strip();
            if (parsed(hop) == null) {
                break;
            }
            address = hop;
        }
        return network(address);
    }

    private static String network(String address) {
        InetAddress parsed = parsed(address);
        if (parsed == null) {
            return address;
        }
        byte[] bytes = parsed.getAddress();
        if (parsed instanceof Inet6Address) {
            Arrays.fill(bytes, NETWORK_BYTES, bytes.length, (byte) 0);
        }
        try {
            return String.valueOf(InetAddress.getByAddress(bytes).getHostAddress());
        } catch (UnknownHostException e) {
            throw new IllegalStateException("as many bytes as before", e);
        }
    }

    private boolean isTrusted(String address) {
        InetAddress parsed = parsed(address);
        return parsed != null && trusted.stream().anyMatch(block -> block.holds(parsed.getAddress()));
    }

    /** A literal alone: a name would be looked up. */
    private static @Nullable InetAddress parsed(String address) {
        String bare =
                address.startsWith("[") && address.endsWith("]") ? address.substring(1, address.length() - 1) : address;
        if (!ADDRESS.matcher(bare).matches()) {
            return null;
        }
        try {
            return InetAddress.getByName(bare);
        } catch (UnknownHostException e) {
            return null;
        }
    }

    private record Block(List<Byte> network, int bits) {
        static Block parse(String text) {
            int slash = text.indexOf('/');
            InetAddress address = parsed(slash < 0 ? text : text.substring(0, slash));
            if (address == null) {
                throw malformed();
            }
            byte[] bytes = address.getAddress();
            int most = bytes.length * 8;
            try {
                int bits = slash < 0 ? most : Integer.parseInt(text.substring(slash + 1));
                if (bits < 0 || bits > most) {
                    throw malformed();
                }
                List<Byte> network = new ArrayList<>();
                for (byte b : bytes) {
                    network.add(b);
                }
                return new Block(List.copyOf(network), bits);
            } catch (NumberFormatException e) {
                throw malformed();
            }
        }

        boolean holds(byte[] address) {
            if (address.length != network.size()) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> bit % 8;
                if ((address[bit / 8] & mask) != (network.get(bit / 8) & mask)) {
                    return false;
                }
            }
            return true;
        }

        private static InvalidRequestException malformed() {
            return InvalidRequestException.malformed(
                    "trusted-proxies", "must be addresses or blocks of them such as 10.0.0.0/8, separated by commas");
        }
    }
}
