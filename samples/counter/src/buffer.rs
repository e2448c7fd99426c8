//! A buffer in raw memory: ownership in invariants, and what to do with code that RefinedRust cannot read.

use std::marker::PhantomData;

/// A block of memory for elements of type `T`, filled from the start.
#[rr::refined_by("xs" : "list (place_rfn {rt_of T})")]
#[rr::exists("start" : "loc", "capacity" : "nat")]
#[rr::invariant("Hfits" : "length xs ≤ capacity")]
#[rr::invariant(#type "start" : "xs" @ "array_t (length xs) {ty_of T}")]
#[rr::invariant(#own "freeable_nz start (size_of_array_in_bytes {st_of T} capacity) 1 HeapAlloc")]
#[rr::ty_lfts("ty_lfts {ty_of T}")]
#[rr::ty_wf_E("ty_wf_E {ty_of T}")]
pub struct Buffer<T> {
    #[rr::field("start")]
    start: *mut T,
    #[rr::field("length xs")]
    length: usize,
    #[rr::field("capacity")]
    capacity: usize,
    #[rr::field("tt")]
    marker: PhantomData<T>,
}

impl<T> Buffer<T> {
    #[rr::returns("length self")]
    pub fn len(&self) -> usize {
        self.length
    }

    /// `rr::exists` names something that the result depends on and nobody else needs to know.
    #[rr::exists("free" : "nat")]
    #[rr::ensures("ret = bool_decide (free = 0%nat)")]
    pub fn is_full(&self) -> bool {
        self.length == self.capacity
    }

    /// `rr::only_spec`: the specification is assumed, the body is not even translated.
    #[rr::only_spec]
    #[rr::requires(#iris "£ 1")]
    #[rr::observe("self.ghost": "self.cur ++ [ $# value ]")]
    pub fn push(&mut self, value: T) {
        assert!(self.length < self.capacity);
        // SAFETY: the assertion leaves room for one more element.
        unsafe { self.start.add(self.length).write(value) };
        self.length += 1;
    }
}

impl<T> Drop for Buffer<T> {
    #[rr::trust_me]
    #[rr::ensures("True")]
    fn drop(&mut self) {
        for index in 0..self.length {
            // SAFETY: the first `length` elements are initialised.
            unsafe { self.start.add(index).drop_in_place() };
        }
    }
}

/// Clauses with flags: `#type` is ownership of a location, `#iris` any proposition of Iris.
#[rr::params("l" : "loc", "old" : "Z", "new" : "Z")]
#[rr::args("l", "new")]
#[rr::requires(#type "l" : "old" @ "int u32")]
#[rr::ensures(#type "l" : "new" @ "int u32")]
#[rr::returns("old")]
pub unsafe fn exchange(location: *mut u32, value: u32) -> u32 {
    // SAFETY: the caller owns the location.
    unsafe { location.replace(value) }
}

/// A size that is only known when the program is put together.
#[rr::requires(#linktime "ly_size {ly_of T} ≤ MaxInt isize")]
#[rr::ensures("0 ≤ ret")]
pub fn bytes_of<T>(count: u8) -> usize {
    size_of::<T>() * count as usize
}

/// Nothing in here is verified, so the closure needs its own `rr::skip`.
#[rr::skip]
pub fn debug_lengths(buffers: &[Buffer<u8>]) -> usize {
    let long = #[rr::skip]
    |buffer: &&Buffer<u8>| buffer.len() > 16;
    buffers.iter().filter(long).count()
}
