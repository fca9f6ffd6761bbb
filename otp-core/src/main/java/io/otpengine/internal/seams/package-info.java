/** Where foreign code is called: what a store, a channel or a listener throws or says cannot hurt the engine. */
package io.otpengine.internal.seams;
