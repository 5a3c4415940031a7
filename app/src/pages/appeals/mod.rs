//! «Обратная связь».

pub mod feedback;
pub mod sent;
